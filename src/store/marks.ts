import { keyOf } from '../model/job.js'
import type { RepoRef } from '../model/repo-ref.js'

/** Numbers by name, to know after a restart how far one came. Losing them costs requests. */
export interface Marks {
  note(name: string, value: number): Promise<void>
  /** All whose name begins so. */
  startingWith(prefix: string): Promise<ReadonlyMap<string, number>>
  /** Forgets those whose name begins so and whose value is less. */
  forget(prefix: string, lessThan: number): Promise<void>
}

/** The newest webhook delivery up to which the fate of all is known: its number in GitHub's list. */
export const deliveryMark = 'delivery'

/** When it was last looked for what was missed: milliseconds of the epoch. */
export const caughtUpMark = 'caught-up'

/** When what every installation has was last listed: milliseconds of the epoch. */
export const listedMark = 'listed'

export const lookedMarks = 'looked/'

/** When a repository was last looked at: milliseconds of the epoch. */
export function lookedMark(repo: RepoRef): string {
  return `${lookedMarks}${keyOf(repo)}`
}

/** When a thread of an installation was told how far its change is: milliseconds of the epoch. */
export function toldMarks(installationId: number): string {
  return `told/${installationId}/`
}

export function toldMark(installationId: number, at: number, thread: number): string {
  return `${toldMarks(installationId)}${at}/${thread}`
}
