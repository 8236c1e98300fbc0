import type { Actor, Installation, InstallationToken } from '../world/entities.js'
import { userByToken } from '../world/users.js'
import type { World } from '../world/world.js'

const hour = 60 * 60 * 1000

/** A token that acts for an installation during the next hour, with all or a part of what the installation grants. */
export function createInstallationToken(
  world: World,
  installation: Installation,
  narrowed: { permissions?: InstallationToken['permissions']; repositories?: ReadonlySet<number> } = {},
): InstallationToken {
  const token: InstallationToken = {
    token: world.ids.token('ghs_'),
    installation,
    permissions: narrowed.permissions ?? installation.app.permissions,
    repositories: narrowed.repositories ?? installation.repositories,
    expiresAt: new Date(world.clock().getTime() + hour).toISOString(),
  }
  world.installationTokens.set(token.token, token)
  return token
}

/** Whose token it is; undefined for one that is unknown, expired, or of an installation that is gone or suspended. */
export function actorOfToken(world: World, token: string): Actor | undefined {
  const user = userByToken(world, token)
  if (user) return { kind: 'user', user }
  const found = world.installationTokens.get(token)
  if (!found || Date.parse(found.expiresAt) <= world.clock().getTime()) return undefined
  const { installation, permissions, repositories } = found
  if (installation.suspendedAt !== undefined || !world.installations.has(installation.id)) return undefined
  return { kind: 'installation', user: installation.app.bot, installation, grant: { permissions, repositories } }
}
