import type { Rooms } from '../../src/app.js'
import type { LocalGitHub } from '../../src/local-github/local-github.js'
import type { World } from '../../src/local-github/world/world.js'
import type { Mode } from '../../src/settings.js'
import type { Receipt } from '../../src/model/receipt.js'
import type { Person } from './person.js'
import type { RepositoryView } from './repository-view.js'

/** Whom and what a story is told with. */
export interface Story {
  readonly repo: RepositoryView
  readonly maintainer: Person
  readonly contributor: Person
  readonly world: World
  /** What befalls GitHub in this story, besides the weather; a story tells it once in each telling. */
  readonly github: Pick<LocalGitHub, 'failsOnce' | 'faults'>
  readonly bot: Bot
  /** Waits until everything that follows from what was done is done. */
  settles(): Promise<void>
  /** Lets time pass; what falls due in it happens. */
  passes(minutes: number): Promise<void>
}

export interface Bot {
  /** Why it did what it did, or did not: the codes, newest first. */
  reasons(): string[]
  /** Every look that was recorded, newest first within a process. */
  receipts(): readonly Receipt[]
  /** A process ends and another begins: nothing is remembered but what GitHub knows. The mode stays unless another is given. */
  restarts(mode?: Mode): Promise<void>
  /** Webhooks that arrive while it is away find nobody. */
  goesAway(): Promise<void>
}

export interface StoryOptions {
  /** The text of `.github/landfall.yml`; null leaves it out. */
  readonly config?: string | null
  /** How far the clock of the bot's machine is ahead of GitHub's, in milliseconds. */
  readonly aheadMs?: number
  /** How long the bot waits for an answer of GitHub, in milliseconds of this machine. */
  readonly patienceMs?: number
  /** How the bot is started; it acts unless told. */
  readonly mode?: Mode
  /** What is remembered outlives the process, as a file on a disk does; otherwise it is lost with it. */
  readonly remembers?: boolean
  /** Milliseconds, for each telling. */
  readonly timeout?: number
  /** Eyes, mind and hands in place of the bot's own: for a bot that is broken on purpose. */
  readonly rooms?: Rooms
  /**
   * Something in it is asked of GitHub at most once, a deployment say: what a crash at that moment leaves behind is another end, and told in a
   * story of its own.
   */
  readonly atMostOnce?: boolean
  /** How many further weathers a run of a sample tries; `none` for a story about another thing. */
  readonly weathers?: 'sample' | 'none'
}
