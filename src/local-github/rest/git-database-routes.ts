import { Hono } from 'hono'
import {
  presentBlob,
  presentGitCommit,
  presentTag,
  presentTree,
  repositoryApi,
} from '../present/present-git-objects.js'
import { createCommit } from '../world/commits.js'
import type { Repository } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer, answerText } from './answer.js'
import { commitNamed, isWholeSha } from './find-commit.js'
import { writeTag } from './write-tag.js'
import { mediaTypeOf } from './media-type.js'
import { invalidRequest, readBody } from './request-body.js'
import { found, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'
import { signatureIn } from './signature-in.js'
import { treeEntriesIn } from './tree-entries-in.js'

const mostBytes = 100 * 1024 * 1024
const mostEntries = 100_000

/** git's own objects: blobs, trees, commits and annotated tags. */
export function gitDatabaseRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  async function objectAsked(c: RestContext, repository: Repository, type: 'blob' | 'commit' | 'tag') {
    const sha = param(c, 'sha')
    const object = isWholeSha(sha) ? await gitOf(world, repository).readObject(sha) : undefined
    if (object?.type !== type) throw new Refusal(404, 'Not Found')
    return object
  }

  routes.get('/git/blobs/:sha', async (c) => {
    const repository = requireRead(c, 'contents')
    const blob = await objectAsked(c, repository, 'blob')
    if (mediaTypeOf(c) === 'raw') return answerText(c, blob.content, 'application/vnd.github.raw; charset=utf-8')
    if (blob.content.length > mostBytes) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
    return answer(c, presentBlob(world, repository, blob))
  })

  routes.post('/git/blobs', async (c) => {
    const { repository } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const encoding = body.oneOf('encoding', ['utf-8', 'base64'])
    const sha = await gitOf(world, repository).writeBlob(
      Buffer.from(body.requiredString('content'), encoding ?? 'utf-8'),
    )
    return answer(c, { sha, url: `${repositoryApi(world, repository)}/git/blobs/${sha}` }, 201)
  })

  async function answerTree(
    c: RestContext,
    repository: Repository,
    sha: string,
    recursive: boolean,
    status: 200 | 201,
  ) {
    const all = found(await gitOf(world, repository).readTree(sha, { recursive, sizes: true }))
    const truncated = all.length > mostEntries
    const entries = truncated ? all.slice(0, mostEntries) : all
    return answer(c, presentTree(world, repository, { sha, entries, truncated }), status)
  }

  routes.get('/git/trees/:sha{.+}', async (c) => {
    const repository = requireRead(c, 'contents')
    const git = gitSeen(world, repository)
    const name = param(c, 'sha')
    const tree =
      (isWholeSha(name) ? await git.resolve(`${name}^{tree}`) : undefined) ?? (await commitNamed(git, name))?.tree
    // Whatever the value, as on GitHub: `recursive=0` is recursive.
    return answerTree(c, repository, found(tree), c.req.query('recursive') !== undefined, 200)
  })

  routes.post('/git/trees', async (c) => {
    const { repository } = requireWrite(world, c, 'write', 'contents')
    const git = gitOf(world, repository)
    const body = await readBody(c)
    const base = body.string('base_tree')
    if (base !== undefined && !(isWholeSha(base) && (await git.resolve(`${base}^{tree}`)))) {
      throw new Refusal(422, 'base_tree is not a valid tree oid')
    }
    const entries = await treeEntriesIn(git, body, base !== undefined)
    return answerTree(c, repository, await git.writeTree(entries, base), false, 201)
  })

  routes.get('/git/commits/:sha', async (c) => {
    const repository = requireRead(c, 'contents')
    const { oid } = await objectAsked(c, repository, 'commit')
    return answer(c, presentGitCommit(world, repository, found(await gitOf(world, repository).readCommit(oid))))
  })

  routes.post('/git/commits', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const git = gitOf(world, repository)
    const body = await readBody(c)
    const message = body.requiredString('message')
    const tree = body.requiredString('tree')
    const parents = body.strings('parents') ?? []
    if (!isWholeSha(tree) || (await git.readObject(tree))?.type !== 'tree')
      throw new Refusal(422, 'Tree SHA does not exist')
    for (const parent of parents) {
      const isCommit = isWholeSha(parent) && (await git.readObject(parent))?.type === 'commit'
      if (!isCommit) throw new Refusal(422, 'Parent SHA does not exist or is not a commit object')
    }
    const author = signatureIn(world, body.object('author'))
    const committer = signatureIn(world, body.object('committer'))
    const sha = await createCommit(world, repository, actor, {
      message,
      tree,
      parents,
      ...(author ? { author } : {}),
      ...(committer ? { committer } : {}),
    })
    return answer(c, presentGitCommit(world, repository, found(await git.readCommit(sha))), 201)
  })

  routes.get('/git/tags/:sha', async (c) => {
    const repository = requireRead(c, 'contents')
    return answer(c, presentTag(world, repository, await objectAsked(c, repository, 'tag')))
  })

  routes.post('/git/tags', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const object = body.requiredString('object')
    const type = body.oneOf('type', ['commit', 'tree', 'blob'])
    if (!type) throw invalidRequest('"type" wasn\'t supplied.')
    const sha = await writeTag(world, repository, actor, {
      name: body.requiredString('tag'),
      message: body.requiredString('message'),
      object,
      type,
      tagger: signatureIn(world, body.object('tagger')),
    })
    return answer(c, presentTag(world, repository, found(await gitOf(world, repository).readObject(sha))), 201)
  })

  return routes
}
