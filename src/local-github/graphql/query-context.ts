import type { GraphQLResolveInfo } from 'graphql'
import type { GitCommit, GitObject, Signature } from '../git/git-repository.js'
import type {
  Actor,
  CheckRun,
  CheckSuite,
  Comment,
  CommitStatus,
  Issue,
  Label,
  PullRequest,
  Release,
  Repository,
  User,
} from '../world/entities.js'
import type { World } from '../world/world.js'
import type { MergedCommits } from './merged-commits.js'

/** A resolver: `this`-less, given the field's arguments. The context is closed over. */
export type Field = (args: never, context: unknown, info: GraphQLResolveInfo) => unknown

/** An object of the schema: its implemented fields, as values or functions. A field that is absent is not implemented. */
export interface SchemaObject {
  readonly __typename: string
  readonly [field: string]: unknown
}

/** A ref as git lists it; `sha` is the object that it names, of whatever kind. */
export interface RefPlace {
  readonly name: string
  readonly sha: string
}

/** Makes schema objects of the world's entities; through the context, so that the kinds need not know each other. */
export interface Objects {
  /** `Bot` without `[bot]`, `User` or `Organization`. */
  actor(user: User): SchemaObject
  /** The user as the type `User`, whatever it is: an app's keeps its `[bot]`. */
  user(user: User): SchemaObject
  repository(repository: Repository): SchemaObject
  ref(repository: Repository, ref: RefPlace): SchemaObject
  /** Whatever kind of object it is. */
  gitObject(repository: Repository, object: GitObject): Promise<SchemaObject>
  commit(repository: Repository, commit: GitCommit): SchemaObject
  gitActor(signature: Signature): SchemaObject
  pullRequest(repository: Repository, pullRequest: PullRequest): SchemaObject
  issue(repository: Repository, issue: Issue): SchemaObject
  comment(repository: Repository, comment: Comment): SchemaObject
  label(repository: Repository, label: Label): SchemaObject
  release(repository: Repository, release: Release): SchemaObject
  checkSuite(repository: Repository, suite: CheckSuite): SchemaObject
  checkRun(repository: Repository, run: CheckRun): SchemaObject
  statusContext(repository: Repository, status: CommitStatus): SchemaObject
}

/** What one request carries along. */
export interface QueryContext {
  readonly world: World
  readonly actor: Actor
  readonly objects: Objects
  readonly mergedCommits: MergedCommits
  /** What the query costs, and what is left of the hour, this query counted. */
  readonly rateLimit: {
    readonly cost: number
    readonly nodeCount: number
    readonly limit: number
    readonly remaining: number
    readonly used: number
    readonly resetAt: string
  }
  readonly requestId: string
}
