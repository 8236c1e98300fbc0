import type { App, Delivery, Installation, InstallationToken, Repository, User } from './entities.js'

/** Where numbers, GUIDs and tokens come from; seeded in tests. */
export interface Ids {
  /** The next of one rising sequence that all entities share. */
  number(): number
  guid(): string
  /** `prefix` and 36 letters or digits. */
  token(prefix: string): string
}

/** What happened, for whoever wants to know: webhooks are made of it, pages renew themselves by it. `payload` is GitHub's, without `installation`. */
export interface WorldEvent {
  readonly name: string
  readonly action: string | null
  readonly repository: Repository | undefined
  /** Only this installation is told (`installation` events); undefined tells every one that covers the repository. */
  readonly installation: Installation | undefined
  readonly payload: Readonly<Record<string, unknown>>
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
  /** Acts for whoever pushes or clicks without signing in; undefined asks everybody to sign in. */
  anonymous: User | undefined
  /** Oldest first. */
  readonly deliveries: Delivery[]
  /** Tells every listener, in order; listeners do not throw. */
  emit(event: WorldEvent): void
  listen(listener: (event: WorldEvent) => void): void
}

/** Why an operation is refused, in GitHub's own words and status. */
export class Refusal extends Error {
  constructor(
    readonly status: 401 | 403 | 404 | 405 | 409 | 410 | 422,
    message: string,
    readonly errors: readonly {
      readonly resource?: string
      readonly field?: string
      readonly code: string
      readonly message?: string
    }[] = [],
  ) {
    super(message)
    this.name = 'Refusal'
  }
}
