import type { Octokit } from '@octokit/rest'
import { refused } from './refused.js'
import type { Where } from './where.js'

export async function askApp(asApp: Octokit, asInstallation: Octokit, id: number, where: Where): Promise<void> {
  await asApp.rest.apps.getAuthenticated()
  await asApp.rest.apps.getInstallation({ installation_id: id })
  await asApp.rest.apps.getRepoInstallation(where)
  await asApp.rest.apps.createInstallationAccessToken({
    installation_id: id,
    repositories: [where.repo],
    permissions: { contents: 'read', metadata: 'read' },
  })
  await asInstallation.rest.apps.listReposAccessibleToInstallation({ per_page: 1 })
}

export async function askRoot(asOwner: Octokit): Promise<void> {
  await asOwner.rest.meta.root()
}

export async function askMeta(asOwner: Octokit, asInstallation: Octokit, where: Where): Promise<void> {
  await asOwner.rest.meta.get()
  await asOwner.rest.meta.getZen()
  await asInstallation.rest.rateLimit.get()
  await asOwner.rest.users.getAuthenticated()
  await asInstallation.rest.users.getByUsername({ username: where.owner })
  await asInstallation.rest.repos.listForUser({ username: where.owner, sort: 'full_name' })
  await asOwner.rest.repos.listForOrg({ org: 'fleet', per_page: 1 })
  await asInstallation.rest.repos.get(where)
  await asOwner.rest.repos.update({ ...where, description: 'where ships come home', allow_rebase_merge: true })
  await asInstallation.rest.repos.getCollaboratorPermissionLevel({ ...where, username: where.owner })
  await asInstallation.rest.repos.getCollaboratorPermissionLevel({ ...where, username: 'sam' })
}

export async function askDeliveries(asApp: Octokit): Promise<void> {
  await asApp.rest.apps.getWebhookConfigForApp()
  const { data: deliveries } = await asApp.rest.apps.listWebhookDeliveries({ per_page: 100 })
  const delivery = { delivery_id: deliveries[0]?.id ?? 0 }
  await asApp.rest.apps.getWebhookDelivery(delivery)
  await asApp.rest.apps.redeliverWebhookDelivery(delivery)
}

export async function askRefusals(
  octokit: Octokit,
  stranger: Octokit,
  anonymous: Octokit,
  where: Where,
): Promise<void> {
  await refused(401, stranger.rest.repos.get(where))
  await refused(404, octokit.rest.repos.get({ ...where, repo: 'nowhere' }))
  await refused(404, octokit.rest.git.getRef({ ...where, ref: 'heads/nowhere' }))
  await refused(404, octokit.rest.issues.get({ ...where, issue_number: 999 }))
  await refused(422, octokit.rest.git.createRef({ ...where, ref: 'refs/heads/main', sha: 'f'.repeat(40) }))
  await refused(422, octokit.rest.pulls.create({ ...where, title: 'none', head: 'main', base: 'main' }))
  await refused(422, octokit.rest.issues.createLabel({ ...where, name: 'offered', color: 'ededed' }))
  await refused([401, 403], anonymous.rest.issues.create({ ...where, title: 'who am I' }))
}
