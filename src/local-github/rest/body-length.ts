import { Refusal } from '../world/refusal.js'

const most = 65_536

/** Lets a text of an issue, a pull request or a comment through unless it is longer than GitHub keeps. @throws {Refusal} 422 */
export function requireFittingBody(resource: string, body: string | undefined): string | undefined {
  if (body === undefined || [...body].length <= most) return body
  const message = `body is too long (maximum is ${most} characters)`
  throw new Refusal(422, 'Validation Failed', [{ resource, code: 'custom', field: 'body', message }])
}
