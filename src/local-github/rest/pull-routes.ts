import { Hono } from 'hono'
import { diffText } from '../present/diff-text.js'
import { presentCommit } from '../present/present-commit.js'
import { repositoryPage } from '../present/present-git-objects.js'
import { presentFileChange } from '../present/present-file-change.js'
import { presentPullRequest } from '../present/present-pull-request.js'
import type { MergeMethod, PullRequest, Repository } from '../world/entities.js'
import { mergePullRequest } from '../world/merge-pull-request.js'
import { commitsOf } from '../world/mergeability.js'
import { editPullRequest, openPullRequest } from '../world/pull-requests.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import { pullRequestsSeen } from '../world/threads-seen.js'
import type { World } from '../world/world.js'
import { answer, answerNothing, answerText } from './answer.js'
import { requireFittingBody } from './body-length.js'
import { mediaTypeOf } from './media-type.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { found, numberParam, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'
import { bySort, inState } from './thread-order.js'
import { updateBranch } from './update-branch.js'

const mergeMethods: readonly MergeMethod[] = ['merge', 'squash', 'rebase']
const mostFiles = 3000

/** Pull requests. */
export function pullRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function pullAsked(c: RestContext): PullRequest {
    return found(c.get('repository').pullRequests.get(numberParam(c, 'number')))
  }

  routes.get('/pulls', (c) => {
    const repository = requireRead(c, 'pull_requests')
    const { head, base } = c.req.query()
    const listed = pullRequestsSeen(world, repository)
      .filter((pull) => inState(c, pull) && (!base || pull.base.ref === base) && (!head || isHead(pull, head)))
      .sort(bySort(c, ['created', undefined].includes(c.req.query('sort')) ? 'desc' : 'asc'))
    return answerPage(world, c, listed, (pull) => presentPullRequest(world, repository, pull, { list: true }))
  })

  routes.post('/pulls', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'none', 'pull_requests')
    const body = await readBody(c)
    const pull = await openPullRequest(world, repository, actor, {
      title: body.requiredString('title'),
      body: requireFittingBody('PullRequest', body.string('body')) ?? '',
      head: body.requiredString('head'),
      base: body.requiredString('base'),
      draft: body.boolean('draft') ?? false,
    })
    return answer(c, await presentPullRequest(world, repository, pull), 201)
  })

  routes.get('/pulls/:number{[0-9]+}', async (c) => {
    const repository = requireRead(c, 'pull_requests')
    const pull = pullAsked(c)
    const type = mediaTypeOf(c)
    if (type === 'diff' || type === 'patch') {
      return answerText(c, diffText(await filesOf(repository, pull)), `application/vnd.github.${type}; charset=utf-8`)
    }
    return answer(c, await presentPullRequest(world, repository, pull))
  })

  routes.patch('/pulls/:number{[0-9]+}', async (c) => {
    const pull = pullAsked(c)
    const { repository, actor } = requireWrite(world, c, isAuthor(c, pull) ? 'none' : 'write', 'pull_requests')
    const body = await readBody(c)
    const [title, base] = [body.string('title'), body.string('base')]
    const text = body.has('body') ? (requireFittingBody('PullRequest', body.string('body')) ?? '') : undefined
    const state = body.oneOf('state', ['open', 'closed'])
    const edited = await editPullRequest(world, repository, actor, pull.number, {
      ...(title === undefined ? {} : { title }),
      ...(text === undefined ? {} : { body: text }),
      ...(base === undefined ? {} : { base }),
      ...(state === undefined ? {} : { state }),
    })
    return answer(c, await presentPullRequest(world, repository, edited))
  })

  routes.get('/pulls/:number{[0-9]+}/commits', async (c) => {
    const repository = requireRead(c, 'pull_requests')
    const commits = await commitsOf(world, repository, pullAsked(c))
    return answerPage(world, c, commits.slice(0, 250), (commit) => presentCommit(world, repository, commit))
  })

  async function filesOf(repository: Repository, pull: PullRequest) {
    const git = gitOf(world, repository)
    const base = (await git.mergeBase(pull.base.sha, pull.head.sha)) ?? pull.base.sha
    return git.diff(base, pull.head.sha, { patches: true })
  }

  routes.get('/pulls/:number{[0-9]+}/files', async (c) => {
    const repository = requireRead(c, 'pull_requests')
    const pull = pullAsked(c)
    const files = (await filesOf(repository, pull)).slice(0, mostFiles)
    return answerPage(world, c, files, (file) => presentFileChange(world, repository, pull.head.sha, file))
  })

  routes.get('/pulls/:number{[0-9]+}/merge', (c) => {
    requireRead(c, 'pull_requests')
    found(pullAsked(c).merged)
    return answerNothing()
  })

  routes.put('/pulls/:number{[0-9]+}/merge', async (c) => {
    const pull = pullAsked(c)
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const method = body.oneOf('merge_method', mergeMethods)
    const [sha, title, message] = [body.string('sha'), body.string('commit_title'), body.string('commit_message')]
    if (sha !== undefined && !/^[0-9a-f]{40}$/i.test(sha))
      throw new Refusal(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].')
    const merged = await mergePullRequest(world, repository, actor, pull.number, {
      ...(method === undefined ? {} : { method }),
      ...(sha === undefined ? {} : { sha }),
      ...(title === undefined ? {} : { commitTitle: title }),
      ...(message === undefined ? {} : { commitMessage: message }),
    })
    return answer(c, { sha: merged.sha, merged: true, message: 'Pull Request successfully merged' })
  })

  routes.put('/pulls/:number{[0-9]+}/update-branch', async (c) => {
    const pull = pullAsked(c)
    const { repository, actor } = requireWrite(world, c, 'write', 'pull_requests')
    await updateBranch(world, repository, actor, pull, (await readBody(c)).string('expected_head_sha'))
    const url = `${repositoryPage(world, repository)}/pull/${pull.number}`
    return answer(c, { message: 'Updating pull request branch.', url }, 202)
  })

  return routes
}

/** `owner:branch` as GitHub asks for it; a branch alone is let through too. */
function isHead({ head }: PullRequest, asked: string): boolean {
  const [owner, ref] = asked.includes(':')
    ? [asked.slice(0, asked.indexOf(':')), asked.slice(asked.indexOf(':') + 1)]
    : ['', asked]
  return head.ref === ref && (owner === '' || head.repository.owner.login.toLowerCase() === owner.toLowerCase())
}

function isAuthor(c: RestContext, pull: PullRequest): boolean {
  const auth = c.get('auth')
  return auth.kind === 'user' && auth.user.id === pull.author.id
}
