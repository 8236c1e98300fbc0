import { Hono } from 'hono'
import { presentRef } from '../present/present-git-objects.js'
import type { Repository } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { createRef, deleteRef, updateRef } from '../world/refs.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { isWholeSha, refNamed } from './find-commit.js'
import { readBody, type RequestBody } from './request-body.js'
import { found, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

/** Branches, tags and every other ref, as the git database has them. */
export function refRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  async function refsBelow(repository: Repository, prefix: string) {
    const refs = await gitSeen(world, repository).listRefs('')
    return refs.filter(({ name }) => name.startsWith(prefix))
  }

  async function present(repository: Repository, { name, sha }: { name: string; sha: string }): Promise<object> {
    const type = (await gitOf(world, repository).readObject(sha))?.type ?? 'commit'
    return presentRef(world, repository, { name, object: { sha, type } })
  }

  async function refAsked(c: RestContext, repository: Repository): Promise<{ name: string; sha: string }> {
    const name = `refs/${param(c, 'ref').replace(/^refs\//, '')}`
    return found((await refsBelow(repository, name)).find((ref) => ref.name === name))
  }

  routes.get('/git/ref/:ref{.+}', async (c) => {
    const repository = requireRead(c, 'contents')
    return answer(c, await present(repository, await refAsked(c, repository)))
  })

  routes.get('/git/matching-refs/:ref{.*}', async (c) => {
    const repository = requireRead(c, 'contents')
    const refs = await refsBelow(repository, `refs/${param(c, 'ref').replace(/^refs\//, '')}`)
    // All of them at once: GitHub has no pages here, whatever `per_page` says.
    return answer(c, await Promise.all(refs.map((ref) => present(repository, ref))))
  })

  routes.post('/git/refs', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const ref = body.requiredString('ref')
    if (!ref.startsWith('refs/')) refNamed('')
    const sha = shaIn(body)
    await createRef(world, repository, actor, refNamed(ref), sha)
    return answer(c, await present(repository, { name: ref, sha }), 201)
  })

  routes.patch('/git/refs/:ref{.+}', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const ref = refNamed(param(c, 'ref'))
    const sha = shaIn(body)
    await updateRef(world, repository, actor, ref, sha, { force: body.boolean('force') ?? false })
    return answer(c, await present(repository, { name: ref, sha }))
  })

  routes.delete('/git/refs/:ref{.+}', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    await deleteRef(world, repository, actor, refNamed(param(c, 'ref')))
    return answerNothing()
  })

  return routes
}

function shaIn(body: RequestBody): string {
  const sha = body.requiredString('sha')
  if (!isWholeSha(sha))
    throw new Refusal(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].')
  return sha.toLowerCase()
}
