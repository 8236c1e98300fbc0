import type { Installation } from '../world/entities.js'
import type { World } from '../world/world.js'
import { presentUser } from './present-user.js'

export function presentInstallation(world: World, installation: Installation): object {
  const { app, account, repositories } = installation
  const api = `${world.url}/api/v3`
  return {
    id: installation.id,
    client_id: app.clientId,
    account: presentUser(world, account),
    repository_selection: repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${api}/installation/repositories`,
    html_url: `${world.url}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: app.permissions,
    events: app.events,
    created_at: installation.createdAt,
    updated_at: installation.suspendedAt ?? installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === undefined ? null : presentUser(world, account),
    suspended_at: installation.suspendedAt ?? null,
  }
}
