import type { GitCommit } from '../git/git-repository.js'
import type { Repository } from './entities.js'
import { notFound } from './refusal.js'
import type { World } from './world.js'

/** What lies between two commits. */
export interface Comparison {
  readonly base: GitCommit
  readonly mergeBase: GitCommit
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical'
  readonly aheadBy: number
  readonly behindBy: number
  /** What head has and base has not, oldest first. */
  readonly commits: readonly GitCommit[]
}

/** Compares two commits by their shas. @throws {Refusal} 404 where they have no history in common */
export async function compare(world: World, repository: Repository, base: string, head: string): Promise<Comparison> {
  const git = world.git(repository)
  const distance = await git.compare(base, head)
  if (!distance) throw notFound()
  const [baseCommit, mergeBase, ...commits] = await Promise.all(
    [base, distance.mergeBase, ...distance.ahead].map((sha) => git.readCommit(sha)),
  )
  if (!baseCommit || !mergeBase) throw notFound()
  const aheadBy = distance.ahead.length
  const behindBy = distance.behind
  return {
    base: baseCommit,
    mergeBase,
    status: aheadBy > 0 ? (behindBy > 0 ? 'diverged' : 'ahead') : behindBy > 0 ? 'behind' : 'identical',
    aheadBy,
    behindBy,
    commits: commits.filter((commit) => commit !== undefined),
  }
}
