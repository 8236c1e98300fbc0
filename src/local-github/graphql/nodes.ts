import type {
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
import type { Deployment, Review } from '../world/records.js'
import { maySee } from './access.js'
import { GraphqlFailure } from './graphql-failure.js'
import { deploymentObject } from './objects/deployment-object.js'
import { reviewObject } from './objects/review-object.js'
import type { QueryContext, SchemaObject } from './query-context.js'

/** What a global id stands for. */
export type Node =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'repository'; readonly repository: Repository }
  | { readonly kind: 'label'; readonly repository: Repository; readonly label: Label }
  | { readonly kind: 'issue'; readonly repository: Repository; readonly issue: Issue }
  | { readonly kind: 'pullRequest'; readonly repository: Repository; readonly pullRequest: PullRequest }
  | { readonly kind: 'comment'; readonly repository: Repository; readonly comment: Comment }
  | { readonly kind: 'release'; readonly repository: Repository; readonly release: Release }
  | { readonly kind: 'checkSuite'; readonly repository: Repository; readonly suite: CheckSuite }
  | { readonly kind: 'checkRun'; readonly repository: Repository; readonly run: CheckRun }
  | { readonly kind: 'status'; readonly repository: Repository; readonly status: CommitStatus }
  | { readonly kind: 'deployment'; readonly repository: Repository; readonly deployment: Deployment }
  | { readonly kind: 'review'; readonly repository: Repository; readonly review: Review }
  | { readonly kind: 'ref'; readonly repository: Repository; readonly name: string; readonly sha: string }
  | { readonly kind: 'gitObject'; readonly repository: Repository; readonly oid: string }

/**
 * Finds what a global id stands for, as far as who asks may see it.
 * @throws {GraphqlFailure} NOT_FOUND
 */
export async function nodeOf(context: QueryContext, id: string): Promise<Node> {
  const node = await find(context, id)
  if (node) return node
  throw new GraphqlFailure('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)
}

async function find(context: QueryContext, id: string): Promise<Node | undefined> {
  const user = [...context.world.users.values()].find(({ nodeId }) => nodeId === id)
  if (user) return { kind: 'user', user }
  for (const repository of context.world.repositories.values()) {
    if (!maySee(context, repository)) continue
    const found =
      findIn(repository, id) ?? findInRecords(context, repository, id) ?? (await findInGit(context, repository, id))
    if (found) return found
  }
  return undefined
}

function findIn(repository: Repository, id: string): Node | undefined {
  if (repository.nodeId === id) return { kind: 'repository', repository }
  const among = <T extends { readonly nodeId: string }>(all: Iterable<T>) =>
    [...all].find(({ nodeId }) => nodeId === id)
  const pullRequest = among(repository.pullRequests.values())
  if (pullRequest) return { kind: 'pullRequest', repository, pullRequest }
  const issue = among(repository.issues.values())
  if (issue) return { kind: 'issue', repository, issue }
  const comment = among(repository.comments.values())
  if (comment) return { kind: 'comment', repository, comment }
  const label = among(repository.labels.values())
  if (label) return { kind: 'label', repository, label }
  const release = among(repository.releases.values())
  if (release) return { kind: 'release', repository, release }
  const suite = among(repository.checkSuites.values())
  if (suite) return { kind: 'checkSuite', repository, suite }
  const run = among(repository.checkRuns.values())
  if (run) return { kind: 'checkRun', repository, run }
  const status = among(repository.statuses)
  return status && { kind: 'status', repository, status }
}

function findInRecords({ world }: QueryContext, repository: Repository, id: string): Node | undefined {
  const { deployments, reviews } = world.records(repository)
  const deployment = [...deployments.values()].find(({ nodeId }) => nodeId === id)
  if (deployment) return { kind: 'deployment', repository, deployment }
  const review = [...reviews.values()].find(({ nodeId }) => nodeId === id)
  return review && { kind: 'review', repository, review }
}

/** The ids of git's objects and refs say where they are. */
async function findInGit({ world }: QueryContext, repository: Repository, id: string): Promise<Node | undefined> {
  const [, kind, code = ''] = /^(B|T|C|TA|REF)_([\w-]+)$/.exec(id) ?? []
  const [, number, rest = ''] = /^(\d+):(.+)$/.exec(Buffer.from(code, 'base64url').toString('utf8')) ?? []
  if (kind === undefined || Number(number) !== repository.id) return undefined
  const sha = await world.git(repository).resolve(rest)
  if (sha === undefined) return undefined
  return kind === 'REF' ? { kind: 'ref', repository, name: rest, sha } : { kind: 'gitObject', repository, oid: sha }
}

export async function objectOfNode(context: QueryContext, node: Node): Promise<SchemaObject | null> {
  const { objects, world } = context
  switch (node.kind) {
    case 'deployment':
      return deploymentObject(context, node.repository, node.deployment)
    case 'review': {
      const pullRequest = node.repository.pullRequests.get(node.review.pullRequest)
      return pullRequest ? reviewObject(context, node.repository, pullRequest, node.review) : null
    }
    case 'user':
      return objects.actor(node.user)
    case 'repository':
      return objects.repository(node.repository)
    case 'label':
      return objects.label(node.repository, node.label)
    case 'issue':
      return objects.issue(node.repository, node.issue)
    case 'pullRequest':
      return objects.pullRequest(node.repository, node.pullRequest)
    case 'comment':
      return objects.comment(node.repository, node.comment)
    case 'release':
      return objects.release(node.repository, node.release)
    case 'checkSuite':
      return objects.checkSuite(node.repository, node.suite)
    case 'checkRun':
      return objects.checkRun(node.repository, node.run)
    case 'status':
      return objects.statusContext(node.repository, node.status)
    case 'ref':
      return objects.ref(node.repository, { name: node.name, sha: node.sha })
    case 'gitObject': {
      const object = await world.git(node.repository).readObject(node.oid)
      return object ? objects.gitObject(node.repository, object) : null
    }
  }
}
