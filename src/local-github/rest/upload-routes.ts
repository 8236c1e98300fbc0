import type { Hono } from 'hono'
import { presentReleaseAsset } from '../present/present-release-asset.js'
import { finishAsset, openAsset } from '../world/release-assets.js'
import { invalid, Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { framedApi } from './framed-api.js'
import type { RateLimits } from './rate-limit.js'
import { found, numberParam, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

/** What takes files, to be mounted under `/api/uploads`; github.com has a host of its own for it. A body is the file, as it is. */
export function uploadRoutes(world: World, limits: RateLimits): Hono<RestEnv> {
  const uploads = framedApi(world, limits)

  uploads.post('/repos/:owner/:repo/releases/:id{[0-9]+}/assets', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'contents')
    const release = found(repository.releases.get(numberParam(c, 'id')))
    const name = c.req.query('name') ?? ''
    if (name === '') throw invalid({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' })
    const asset = openAsset(world, actor, release, {
      name,
      label: c.req.query('label'),
      contentType: c.req.header('content-type') ?? 'application/octet-stream',
      size: lengthOf(c),
    })
    finishAsset(world, asset, await readFile(c))
    return answer(c, presentReleaseAsset(world, repository, release, asset), 201)
  })

  uploads.all('*', () => {
    throw new Refusal(404, 'Not Found')
  })
  return uploads
}

function lengthOf(c: RestContext): number {
  const length = c.req.header('content-length') ?? ''
  if (!/^\d+$/.test(length)) throw new Refusal(400, `Bad Content-Length: ${length}`)
  return Number(length)
}

async function readFile(c: RestContext): Promise<Uint8Array> {
  try {
    return new Uint8Array(await c.req.arrayBuffer())
  } catch {
    throw new Refusal(400, 'The upload ended before all of the file was there.')
  }
}
