import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { findRepository, requireRole } from '../world/repositories.js'
import { notFound, Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { archiveFile } from './archive-file.js'
import { assetRoutes } from './assets/asset-routes.js'
import { blobPage } from './blob-page.js'
import { branchesPage, deleteBranch } from './branches-page.js'
import { checkRunPage } from './check-run-page.js'
import { commitPage } from './commit-page.js'
import { commitsPage } from './commits-page.js'
import { chooseComparisonPage, comparePage, postPullRequest } from './compare-page.js'
import { deliveriesPage } from './deliveries-page.js'
import { deliveryPage, postRedelivery } from './delivery-page.js'
import { deploymentsPage, environmentPage } from './deployments-page.js'
import { faultPages } from './fault-forms.js'
import { foreignRequest, securityHeaders } from './guard.js'
import { homePage, ownerPage } from './home-page.js'
import { issuePage, newIssuePage, postIssue } from './issue-page.js'
import { postLinks } from './link-forms.js'
import { liveEvents } from './live-events.js'
import { postDeleteBranch, postMerge } from './merge-forms.js'
import { seeOther } from './form.js'
import type { PageEnv, PageOptions, RepositoryEnv } from './page-context.js'
import { pullRequestChecksPage, pullRequestCommitsPage, pullRequestFilesPage } from './pull-request-parts-pages.js'
import { pullRequestPage } from './pull-request-page.js'
import { rawFile } from './raw-file.js'
import { failurePage, refusalPage } from './refusal-page.js'
import { releaseFile, storedFile } from './release-file.js'
import { latestReleasePage, releasePage, releasesPage } from './releases-page.js'
import { repositoryPage } from './repository-page.js'
import { postRepositorySettings, repositorySettingsPage } from './repository-settings-page.js'
import { tagsPage } from './tags-page.js'
import { postComment, postCommentDelete, postCommentEdit, postEdit, postLabels, postState } from './thread-forms.js'
import { issuesPage, pullsPage } from './threads-page.js'
import { treePage } from './tree-page.js'
import { commitsPath } from './urls.js'
import { switchUser, viewerOf } from './viewer.js'
import { workflowRunPage } from './workflow-run-page.js'

export type { PageOptions } from './page-context.js'

/** What a person sees: the pages of this GitHub, to be mounted at `/`. */
export function pageRoutes(world: World, options: PageOptions): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()

  pages.use(securityHeaders())
  pages.use(async (c, next) => {
    const viewer = viewerOf(c, world, options.anonymous)
    c.set('world', world)
    c.set('options', options)
    c.set('now', world.clock())
    c.set('viewer', viewer)
    c.set('actor', { kind: 'user', user: viewer })
    const foreign = foreignRequest(c, world)
    if (foreign !== undefined) throw new Refusal(403, foreign)
    await next()
  })
  pages.use(bodyLimit({ maxSize: 2_000_000, onError: (c) => c.text('That is more than a form may hold.', 413) }))
  pages.onError((error, c) => {
    if (error instanceof Refusal) return refusalPage(c, error)
    options.onFailure?.(error)
    return failurePage(c)
  })

  pages.route('/assets', assetRoutes())
  pages.get('/events', liveEvents(world))
  pages.get('/storage/release-assets/:key', storedFile)
  pages.get('/', homePage)
  pages.post('/switch-user', switchUser)
  pages.get('/settings/deliveries', deliveriesPage)
  pages.get('/settings/deliveries/:id', deliveryPage)
  pages.post('/settings/deliveries/:id/redeliver', postRedelivery)
  pages.route('/settings/faults', faultPages())
  pages.get('/:owner', ownerPage)
  pages.route('/:owner/:repository', repositoryRoutes())
  // Not `notFound`, which a mounted app does not bring along.
  pages.all('*', () => {
    throw notFound()
  })
  return pages
}

function repositoryRoutes(): Hono<RepositoryEnv> {
  const pages = new Hono<RepositoryEnv>()

  pages.use(async (c, next) => {
    const { world, actor } = c.var
    const repository = findRepository(world, c.req.param('owner') ?? '', c.req.param('repository') ?? '')
    if (!repository) throw notFound()
    requireRole(world, repository, actor, 'read')
    c.set('repository', repository)
    await next()
  })

  pages.get('/', repositoryPage)
  pages.get('/commits', (c) => seeOther(c, commitsPath(c.var.repository, c.var.repository.defaultBranch)))
  pages.get('/commits/:rest{.+}', commitsPage)
  pages.get('/commit/:sha', commitPage)
  pages.get('/tree/:rest{.+}', treePage)
  pages.get('/blob/:rest{.+}', blobPage)
  pages.get('/raw/:rest{.+}', rawFile)
  pages.get('/archive/:rest{.+}', archiveFile)
  pages.get('/branches', branchesPage)
  pages.post('/branches/delete', deleteBranch)
  pages.get('/tags', tagsPage)
  pages.get('/compare', chooseComparisonPage)
  pages.get('/compare/:range{.+}', comparePage)
  pages.get('/runs/:id', checkRunPage)
  pages.get('/actions/runs/:id{[0-9]+}', workflowRunPage)
  pages.get('/actions/runs/:id{[0-9]+}/job/:job', workflowRunPage)
  pages.get('/deployments', deploymentsPage)
  pages.get('/deployments/:environment', environmentPage)
  pages.get('/settings', repositorySettingsPage)
  pages.post('/settings', postRepositorySettings)

  pages.get('/pulls', pullsPage)
  pages.post('/pulls', postPullRequest)
  pages.get('/pull/:number', pullRequestPage)
  pages.get('/pull/:number/commits', pullRequestCommitsPage)
  pages.get('/pull/:number/files', pullRequestFilesPage)
  pages.get('/pull/:number/checks', pullRequestChecksPage)
  pages.post('/pull/:number/merge', postMerge)
  pages.post('/pull/:number/delete-branch', postDeleteBranch)
  pages.post('/pull/:number/links', postLinks)

  pages.get('/issues', issuesPage)
  pages.get('/issues/new', newIssuePage)
  pages.post('/issues', postIssue)
  pages.get('/issues/:number', issuePage)

  pages.post('/:kind{pull|issues}/:number/comments', postComment)
  pages.post('/:kind{pull|issues}/:number/edit', postEdit)
  pages.post('/:kind{pull|issues}/:number/state', postState)
  pages.post('/:kind{pull|issues}/:number/labels', postLabels)
  pages.post('/comments/:id/edit', postCommentEdit)
  pages.post('/comments/:id/delete', postCommentDelete)

  pages.get('/releases', releasesPage)
  pages.get('/releases/latest', latestReleasePage)
  pages.get('/releases/download/:rest{.+}', releaseFile)
  pages.get('/releases/tag/:tag{.+}', releasePage)
  return pages
}
