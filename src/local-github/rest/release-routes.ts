import { Hono } from 'hono'
import { presentRelease } from '../present/present-release.js'
import { createRelease, deleteRelease, editRelease, latestRelease, type ReleaseInput } from '../world/releases.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { readBody, type RequestBody } from './request-body.js'
import { found, numberParam, param, requireRead, requireWrite, type RestEnv } from './rest-request.js'
import { seenReleases } from './seen-releases.js'

/** Releases. Drafts are shown to those who may write. */
export function releaseRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  routes.get('/releases', (c) => {
    const { repository, releases } = seenReleases(world, c)
    return answerPage(world, c, world.lag.listed(releases), (release) => presentRelease(world, repository, release))
  })

  routes.post('/releases', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const body = await readBody(c)
    const target = body.string('target_commitish')
    const release = await createRelease(world, repository, actor, {
      tagName: body.requiredString('tag_name'),
      ...(target === undefined ? {} : { targetCommitish: target }),
      ...fieldsIn(body),
    })
    return answer(c, await presentRelease(world, repository, release), 201)
  })

  routes.get('/releases/latest', async (c) => {
    const repository = requireRead(c, 'contents')
    return answer(c, await presentRelease(world, repository, found(latestRelease(repository))))
  })

  routes.get('/releases/tags/:tag{.+}', async (c) => {
    const { repository, releases } = seenReleases(world, c)
    const release = world.lag.listed(releases).find(({ tagName, draft }) => !draft && tagName === param(c, 'tag'))
    return answer(c, await presentRelease(world, repository, found(release)))
  })

  routes.get('/releases/:id{[0-9]+}', async (c) => {
    const { repository, releases } = seenReleases(world, c)
    const release = releases.find(({ id }) => id === numberParam(c, 'id'))
    return answer(c, await presentRelease(world, repository, found(release)))
  })

  routes.patch('/releases/:id{[0-9]+}', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const release = found(repository.releases.get(numberParam(c, 'id')))
    const body = await readBody(c)
    const [tagName, target] = [body.string('tag_name'), body.string('target_commitish')]
    const edited = await editRelease(world, repository, actor, release, {
      ...(tagName === undefined ? {} : { tagName }),
      ...(target === undefined ? {} : { targetCommitish: target }),
      ...fieldsIn(body),
    })
    return answer(c, await presentRelease(world, repository, edited))
  })

  routes.delete('/releases/:id{[0-9]+}', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    await deleteRelease(world, repository, actor, found(repository.releases.get(numberParam(c, 'id'))))
    return answerNothing()
  })

  return routes
}

function fieldsIn(body: RequestBody): Partial<Omit<ReleaseInput, 'tagName' | 'targetCommitish'>> {
  const [name, text] = [body.string('name'), body.string('body')]
  const [draft, prerelease] = [body.boolean('draft'), body.boolean('prerelease')]
  const makeLatest = body.oneOf('make_latest', ['true', 'false', 'legacy'])
  return {
    ...(makeLatest === undefined ? {} : { makeLatest }),
    ...(name === undefined ? {} : { name }),
    ...(text === undefined ? {} : { body: text }),
    ...(draft === undefined ? {} : { draft }),
    ...(prerelease === undefined ? {} : { prerelease }),
  }
}
