import { Hono } from 'hono'
import { presentEntry, presentFile } from '../present/present-contents.js'
import { presentGitCommit } from '../present/present-git-objects.js'
import type { Repository } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer, answerText } from './answer.js'
import { changeFile } from './change-file.js'
import { commitNamed, entryAt } from './find-commit.js'
import { mediaTypeOf } from './media-type.js'
import { readBody } from './request-body.js'
import { found, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'
import { signatureIn } from './signature-in.js'

/** Files and folders by their path, read at any ref, written to a branch one at a time. */
export function contentsRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  async function commitAsked(c: RestContext, repository: Repository): Promise<{ ref: string; sha: string }> {
    const git = gitSeen(world, repository)
    const ref = c.req.query('ref') || repository.defaultBranch
    const commit = await commitNamed(git, ref)
    if (commit) return { ref, sha: commit.sha }
    const isEmpty = (await git.listRefs('refs/heads/')).length === 0
    throw new Refusal(404, isEmpty ? 'This repository is empty.' : `No commit found for the ref ${ref}`)
  }

  async function read(c: RestContext): Promise<Response> {
    const repository = requireRead(c, 'contents')
    const git = gitOf(world, repository)
    const path = pathAsked(c)
    const { ref, sha } = await commitAsked(c, repository)
    const entry = path === '' ? undefined : found(await entryAt(git, sha, path))
    if (entry === undefined || entry.type === 'tree') {
      const listed = (await git.readTree(entry?.sha ?? sha, { sizes: true })) ?? []
      const prefix = path === '' ? '' : `${path}/`
      return answer(
        c,
        listed.map((one) => presentEntry(world, repository, ref, { ...one, path: `${prefix}${one.path}` })),
      )
    }
    if (entry.type === 'commit') return answer(c, presentEntry(world, repository, ref, entry))
    const object = found(await git.readObject(entry.sha))
    if (mediaTypeOf(c) === 'raw') return answerText(c, object.content, 'application/vnd.github.raw; charset=utf-8')
    return answer(c, presentFile(world, repository, ref, path, { mode: entry.mode, object }))
  }

  routes.get('/contents', read)
  routes.get('/contents/:path{.*}', read)

  routes.get('/readme', async (c) => {
    const repository = requireRead(c, 'contents')
    const git = gitOf(world, repository)
    const { ref, sha } = await commitAsked(c, repository)
    const entry = (await git.readTree(sha, { sizes: true }))?.find(
      ({ path, type }) => type === 'blob' && /^readme(\.\w+)?$/i.test(path),
    )
    const { path, mode, sha: oid } = found(entry)
    const object = found(await git.readObject(oid))
    if (mediaTypeOf(c) === 'raw') return answerText(c, object.content, 'application/vnd.github.raw; charset=utf-8')
    return answer(c, presentFile(world, repository, ref, path, { mode, object }))
  })

  routes.put('/contents/:path{.+}', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const path = pathAsked(c)
    const change = await changeFile(world, repository, actor, {
      path,
      branch: body.string('branch') ?? repository.defaultBranch,
      message: body.requiredString('message'),
      content: Buffer.from(base64In(body.requiredString('content')), 'base64'),
      sha: body.string('sha'),
      author: signatureIn(world, body.object('author')),
      committer: signatureIn(world, body.object('committer')),
    })
    const git = gitOf(world, repository)
    const entry = found(await entryAt(git, change.commit.sha, path))
    const object = found(await git.readObject(entry.sha))
    return answer(
      c,
      {
        content: withoutContent(presentFile(world, repository, change.branch, path, { mode: entry.mode, object })),
        commit: presentGitCommit(world, repository, change.commit),
      },
      change.created ? 201 : 200,
    )
  })

  routes.delete('/contents/:path{.+}', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const change = await changeFile(world, repository, actor, {
      path: pathAsked(c),
      branch: body.string('branch') ?? c.req.query('branch') ?? repository.defaultBranch,
      message: body.string('message') ?? c.req.query('message') ?? body.requiredString('message'),
      content: undefined,
      sha: body.string('sha') ?? c.req.query('sha') ?? body.requiredString('sha'),
      author: signatureIn(world, body.object('author')),
      committer: signatureIn(world, body.object('committer')),
    })
    return answer(c, { content: null, commit: presentGitCommit(world, repository, change.commit) })
  })

  return routes
}

/** @throws {Refusal} 422 for a path that leads out of the repository or into git's own folder */
function pathAsked(c: RestContext): string {
  const path = param(c, 'path').replace(/\/+$/, '')
  const parts = path.split('/')
  if (path !== '' && parts.some((part) => part === '' || part === '.' || part === '..' || part === '.git')) {
    throw new Refusal(422, 'path contains a malformed path component')
  }
  return path
}

function base64In(content: string): string {
  if (/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) return content
  throw new Refusal(422, 'content is not valid Base64')
}

function withoutContent(file: object): object {
  const shown: Record<string, unknown> = { ...file }
  delete shown['content']
  delete shown['encoding']
  return shown
}
