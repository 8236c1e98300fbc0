import { Hono } from 'hono'
import { presentReleaseAsset } from '../present/present-release-asset.js'
import type { Release, ReleaseAsset } from '../world/entities.js'
import { deleteAsset, editAsset, findAsset, storageUrl } from '../world/release-assets.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { found, numberParam, requireWrite, type RestContext, type RestEnv } from './rest-request.js'
import { seenReleases } from './seen-releases.js'

/** The files of releases; they are uploaded elsewhere. Those of a draft are shown to whom the draft is. */
export function releaseAssetRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function asked(c: RestContext): { release: Release; asset: ReleaseAsset } {
    return found(findAsset(c.get('repository'), numberParam(c, 'id')))
  }

  routes.get('/releases/:id{[0-9]+}/assets', (c) => {
    const { repository, releases } = seenReleases(world, c)
    const release = found(releases.find(({ id }) => id === numberParam(c, 'id')))
    return answerPage(world, c, release.assets, (asset) => presentReleaseAsset(world, repository, release, asset))
  })

  routes.get('/releases/assets/:id{[0-9]+}', (c) => {
    const { repository, releases } = seenReleases(world, c)
    const { release, asset } = asked(c)
    found(releases.find((one) => one === release))
    if (!/^application\/octet-stream\b/.test(c.req.header('accept') ?? ''))
      return answer(c, presentReleaseAsset(world, repository, release, asset))
    found(asset.content)
    return new Response(null, { status: 302, headers: { location: storageUrl(world, asset) } })
  })

  routes.patch('/releases/assets/:id{[0-9]+}', async (c) => {
    const { repository } = requireWrite(world, c, 'write', 'contents')
    const { release, asset } = asked(c)
    const body = await readBody(c)
    editAsset(world, release, asset, { name: body.string('name'), label: body.string('label') })
    return answer(c, presentReleaseAsset(world, repository, release, asset))
  })

  routes.delete('/releases/assets/:id{[0-9]+}', (c) => {
    requireWrite(world, c, 'write', 'contents')
    const { release, asset } = asked(c)
    deleteAsset(release, asset)
    return answerNothing()
  })

  return routes
}
