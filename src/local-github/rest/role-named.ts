import type { Role } from '../world/entities.js'
import { invalidRequest } from './request-body.js'

const words: Readonly<Record<string, Role>> = {
  pull: 'read',
  read: 'read',
  triage: 'triage',
  push: 'write',
  write: 'write',
  maintain: 'maintain',
  admin: 'admin',
}

/** The role that a request names, in the API's older words or newer. @throws {Refusal} 422 */
export function roleNamed(text: string): Role {
  const role = words[text]
  if (!role) throw invalidRequest(`${text} is not a permission.`)
  return role
}
