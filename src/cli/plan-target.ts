import { stat } from 'node:fs/promises'
import { UserError } from './user-error.js'

/** What `landfall plan` is asked about. */
export type PlanTarget =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'github'; readonly owner: string; readonly name: string }

const repositoryName = /^([a-z\d](?:[\w-]*[a-z\d])?)\/([\w.-]+)$/i

/** A path that exists is a path, whatever it looks like; what does not, and reads as `OWNER/NAME`, is a repository on GitHub. */
export async function readPlanTarget(text: string): Promise<PlanTarget> {
  if (await exists(text)) return { kind: 'path', path: text }
  const [, owner, name] = repositoryName.exec(text) ?? []
  if (owner !== undefined && name !== undefined) return { kind: 'github', owner, name }
  throw new UserError(
    `${text} is neither a folder nor OWNER/NAME of a repository on GitHub; give the path of a git repository, or such a name.`,
  )
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
