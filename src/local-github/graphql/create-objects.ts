import { parseCommit } from '../git/parse-commit.js'
import { actorObject, userObject } from './objects/actor-object.js'
import { blobObject } from './objects/blob-object.js'
import { checkRunObject, checkSuiteObject, statusContextObject } from './objects/check-objects.js'
import { commentObject } from './objects/comment-object.js'
import { commitObject } from './objects/commit-object.js'
import { gitActorObject } from './objects/git-actor-object.js'
import { issueObject } from './objects/issue-object.js'
import { labelObject } from './objects/label-object.js'
import { pullRequestObject } from './objects/pull-request-object.js'
import { refObject } from './objects/ref-object.js'
import { releaseObject } from './objects/release-object.js'
import { repositoryObject } from './objects/repository-object.js'
import { tagObject } from './objects/tag-object.js'
import { treeObject } from './objects/tree-object.js'
import type { Objects, QueryContext } from './query-context.js'

/** Puts the makers of all kinds of objects together, over a context that knows them. */
export function createContext(context: Omit<QueryContext, 'objects'>): QueryContext {
  const whole: QueryContext = { ...context, objects: objectsOf(() => whole) }
  return whole
}

function objectsOf(context: () => QueryContext): Objects {
  return {
    actor: (user) => actorObject(context(), user),
    user: (user) => userObject(context(), user),
    repository: (repository) => repositoryObject(context(), repository),
    ref: (repository, ref) => refObject(context(), repository, ref),
    async gitObject(repository, object) {
      switch (object.type) {
        case 'blob':
          return blobObject(context(), repository, object)
        case 'tree':
          return treeObject(context(), repository, object)
        case 'tag':
          return tagObject(context(), repository, object)
        case 'commit':
          return commitObject(context(), repository, parseCommit(object.oid, object.content))
      }
    },
    commit: (repository, commit) => commitObject(context(), repository, commit),
    gitActor: (signature) => gitActorObject(context(), signature),
    pullRequest: (repository, pullRequest) => pullRequestObject(context(), repository, pullRequest),
    issue: (repository, issue) => issueObject(context(), repository, issue),
    comment: (repository, comment) => commentObject(context(), repository, comment),
    label: (repository, label) => labelObject(context(), repository, label),
    release: (repository, release) => releaseObject(context(), repository, release),
    checkSuite: (repository, suite) => checkSuiteObject(context(), repository, suite),
    checkRun: (repository, run) => checkRunObject(context(), repository, run),
    statusContext: (repository, status) => statusContextObject(context(), repository, status),
  }
}
