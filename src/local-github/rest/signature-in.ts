import type { Signature } from '../git/git-repository.js'
import type { World } from '../world/world.js'
import { invalidRequest, type RequestBody } from './request-body.js'

/** `author`, `committer` or `tagger` as a request names them; without a date, now. @throws {Refusal} 422 for a date that is none */
export function signatureIn(world: World, body: RequestBody | undefined): Signature | undefined {
  if (!body) return undefined
  const date = body.string('date') ?? world.clock().toISOString()
  if (Number.isNaN(Date.parse(date))) throw invalidRequest(`${date} is not a valid date.`)
  return { name: body.requiredString('name'), email: body.requiredString('email'), date }
}
