import type { GitRepository } from '../git/git-repository.js'
import type { Delivery } from './delivery.js'
import type { App, Installation, InstallationToken, Repository, User } from './entities.js'
import type { Records, Team } from './records.js'
import type { Lag } from './lag.js'
import type { Subject } from './subject.js'

/** Where numbers, GUIDs and tokens come from; seeded in tests. */
export interface Ids {
  /** The next of one rising sequence that all entities share. */
  number(): number
  guid(): string
  /** `prefix` and 36 letters or digits. */
  token(prefix: string): string
}

/** What happened, for whoever wants to know: webhooks are made of it, pages renew themselves by it. */
export interface WorldEvent {
  /** The webhook's name, such as `pull_request`. */
  readonly name: string
  readonly action: string | null
  readonly repository: Repository | undefined
  /** Only this installation is told (`installation` events, say); undefined tells every one that covers the repository. */
  readonly installation: Installation | undefined
  readonly sender: User
  /** What it is about, as it stands now. */
  readonly subject: Subject
}

/** Everything that this GitHub knows. */
export interface World {
  readonly clock: () => Date
  readonly ids: Ids
  readonly dataDir: string
  /** `http://127.0.0.1:3000`, known once the server listens. */
  url: string
  /** By login, in lower case. */
  readonly users: Map<string, User>
  /** By `owner/name`, in lower case. */
  readonly repositories: Map<string, Repository>
  readonly apps: Map<number, App>
  readonly installations: Map<number, Installation>
  /** By the token itself (`ghs_…`); expired ones may still be there. */
  readonly installationTokens: Map<string, InstallationToken>
  /** Of all organizations, by id. */
  readonly teams: Map<number, Team>
  /** Of organizations, by login in lower case: members by theirs. */
  readonly members: Map<string, Map<string, 'admin' | 'member'>>
  /** Acts for whoever pushes or clicks without signing in; undefined asks everybody to sign in. */
  anonymous: User | undefined
  /** Oldest first. */
  readonly deliveries: Delivery[]
  /** What reads do not see yet; nothing is behind unless it is told to be. */
  readonly lag: Lag
  /** Tells every listener, in order; listeners do not throw. */
  emit(event: WorldEvent): void
  listen(listener: (event: WorldEvent) => void): void
  /** Reviews, deployments, workflows, rules of a repository. */
  records(repository: Repository): Records
  /** The git repository behind a repository, opened once. */
  git(repository: Repository): GitRepository
  /** Runs one piece of work at a time for each repository: whatever reads refs and then moves them. Not to be nested. */
  exclusively<T>(repository: Repository, work: () => Promise<T>): Promise<T>
  /** Lets go of a repository and of all that hangs on it, and ends its processes; the folder stays as it is. */
  forget(repository: Repository): Promise<void>
  /** Ends git's processes. */
  close(): Promise<void>
}
