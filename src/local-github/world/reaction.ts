import type { User } from './entities.js'

export const reactionKinds = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const

export interface Reaction {
  readonly id: number
  readonly nodeId: string
  readonly user: User
  readonly content: (typeof reactionKinds)[number]
  readonly createdAt: string
}
