import type { User } from './entities.js'
import type { ReactionKind } from './reaction-kind.js'

export interface Reaction {
  readonly id: number
  readonly user: User
  readonly content: ReactionKind
  readonly createdAt: string
}
