import type { Ids, World } from './world/world.js'

export interface LocalGitHubOptions {
  /** Where the repositories are kept. */
  readonly dataDir: string
  readonly clock?: () => Date
  readonly ids?: Ids
  /** Login of the user that acts for whoever pushes or clicks without signing in; made if there is none. */
  readonly anonymous?: string
}

export interface LocalGitHub {
  readonly world: World
  /**
   * Serves on `host` (127.0.0.1 unless told) and answers with the URL; port 0 takes a free one.
   * @throws {ListenError} where the port is taken or may not be used
   */
  listen(port: number, host?: string): Promise<string>
  /** Ends the server, the connections that are open, the deliveries under way and git's processes. */
  close(): Promise<void>
  /** Waits until every webhook delivery made so far is done. */
  idle(): Promise<void>
}

/** A GitHub of its own: pages, REST, GraphQL and git over HTTP on one port, webhooks to whoever registered an app. */
export function createLocalGitHub(options: LocalGitHubOptions): LocalGitHub {
  throw new Error(`not yet: ${options.dataDir}`)
}
