import { createSign } from 'node:crypto'
import { Octokit } from '@octokit/rest'
import type { App, Repository, User } from '../../src/local-github/world/entities.js'

/** A world to ask: an app that is installed on `repository`, which has a default branch with a commit. */
export interface Asked {
  readonly url: string
  readonly owner: User
  readonly repository: Repository
  readonly app: App & { readonly privateKey: string }
  readonly now: () => Date
}

/**
 * Asks each operation that the local GitHub serves at least once, as whom GitHub lets do it, and some that it refuses.
 * @returns what was answered otherwise than GitHub does, a sentence each; a family of operations ends at its first
 */
export async function useEveryOperation(asked: Asked): Promise<string[]> {
  const { url, owner, repository, app } = asked
  const clientOf = (auth?: string) =>
    new Octokit({
      baseUrl: `${url}/api/v3`,
      ...(auth ? { auth } : {}),
      log: { debug() {}, info() {}, warn() {}, error() {} },
    })
  const asApp = clientOf(jwtOf(app, asked.now()))
  const { data: installations } = await asApp.rest.apps.listInstallations({ per_page: 10 })
  const installationId = installations[0]?.id ?? 0
  const { data: token } = await asApp.rest.apps.createInstallationAccessToken({ installation_id: installationId })
  const asInstallation = clientOf(token.token)
  const asOwner = clientOf(owner.token)
  const where = { owner: owner.login, repo: repository.name }
  const families: Record<string, () => Promise<void>> = {
    app: () => useApp(asApp, asInstallation, installationId, where),
    root: () => useRoot(asOwner),
    meta: () => useMeta(asOwner, asInstallation, where),
    git: () => useGit(asInstallation, where),
    commits: () => useCommits(asInstallation, where),
    contents: () => useContents(asInstallation, where),
    issues: () => useIssues(asInstallation, where),
    labels: () => useLabels(asInstallation, where),
    pulls: () => usePullRequests(asInstallation, where),
    releases: () => useReleases(asInstallation, where),
    checks: () => useChecks(asInstallation, where),
    deliveries: () => useDeliveries(asApp),
    refusals: () => useRefusals(asInstallation, clientOf('no such token'), clientOf(), where),
  }
  const failures: string[] = []
  for (const [family, use] of Object.entries(families)) {
    await use().catch((error: unknown) => failures.push(`${family}: ${saidBy(error)}`))
  }
  return failures
}

function saidBy(error: unknown): string {
  const { message, status, request } = error as {
    message?: string
    status?: number
    request?: { method: string; url: string }
  }
  return request ? `${request.method} ${request.url} → ${status}: ${message}` : String(error)
}

type Where = { readonly owner: string; readonly repo: string }

async function useApp(asApp: Octokit, asInstallation: Octokit, id: number, where: Where): Promise<void> {
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

async function useRoot(asOwner: Octokit): Promise<void> {
  await asOwner.rest.meta.root()
}

async function useMeta(asOwner: Octokit, asInstallation: Octokit, where: Where): Promise<void> {
  await asOwner.rest.meta.get()
  await asOwner.rest.meta.getZen()
  await asInstallation.rest.rateLimit.get()
  await asOwner.rest.users.getAuthenticated()
  await asInstallation.rest.users.getByUsername({ username: where.owner })
  await asInstallation.rest.repos.get(where)
  await asOwner.rest.repos.update({ ...where, description: 'where ships come home', allow_rebase_merge: true })
  await asInstallation.rest.repos.getCollaboratorPermissionLevel({ ...where, username: where.owner })
  await asInstallation.rest.repos.getCollaboratorPermissionLevel({ ...where, username: 'sam' })
}

async function useGit(octokit: Octokit, where: Where): Promise<void> {
  const { data: ref } = await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })
  const { data: parent } = await octokit.rest.git.getCommit({ ...where, commit_sha: ref.object.sha })
  const { data: blob } = await octokit.rest.git.createBlob({ ...where, content: 'aGVsbG8K', encoding: 'base64' })
  await octokit.rest.git.getBlob({ ...where, file_sha: blob.sha })
  const { data: tree } = await octokit.rest.git.createTree({
    ...where,
    base_tree: parent.tree.sha,
    tree: [
      { path: 'docs/hello.txt', mode: '100644', type: 'blob', sha: blob.sha },
      { path: 'docs/inline.txt', mode: '100644', type: 'blob', content: 'inline\n' },
    ],
  })
  await octokit.rest.git.getTree({ ...where, tree_sha: tree.sha, recursive: 'true' })
  const author = { name: 'Ada', email: 'ada@example.com', date: '2026-01-02T03:04:05Z' }
  const parents = [parent.sha]
  const { data: commit } = await octokit.rest.git.createCommit({
    ...where,
    message: 'feat: hello',
    tree: tree.sha,
    parents,
    author,
  })
  const { data: signed } = await octokit.rest.git.createCommit({
    ...where,
    message: 'fix: signed',
    tree: tree.sha,
    parents: [commit.sha],
  })
  await octokit.rest.git.getCommit({ ...where, commit_sha: signed.sha })
  await octokit.rest.git.createRef({ ...where, ref: 'refs/heads/feature/slashed', sha: commit.sha })
  await octokit.rest.git.getRef({ ...where, ref: 'heads/feature/slashed' })
  await octokit.rest.git.listMatchingRefs({ ...where, ref: 'heads/feature' })
  await octokit.rest.git.updateRef({ ...where, ref: 'heads/feature/slashed', sha: signed.sha, force: false })
  const { data: tag } = await octokit.rest.git.createTag({
    ...where,
    tag: 'v0.1.0',
    message: 'the first',
    object: signed.sha,
    type: 'commit',
    tagger: author,
  })
  await octokit.rest.git.getTag({ ...where, tag_sha: tag.sha })
  await octokit.rest.git.createRef({ ...where, ref: 'refs/tags/v0.1.0', sha: tag.sha })
  await octokit.rest.git.createRef({ ...where, ref: 'refs/tags/gone', sha: signed.sha })
  await octokit.rest.git.deleteRef({ ...where, ref: 'tags/gone' })
  await octokit.rest.git.updateRef({ ...where, ref: 'heads/main', sha: signed.sha })
}

async function mainOf(octokit: Octokit, where: Where): Promise<string> {
  const { data } = await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })
  return data.object.sha
}

async function useCommits(octokit: Octokit, where: Where): Promise<void> {
  const head = await mainOf(octokit, where)
  await octokit.rest.repos.listBranches({ ...where, per_page: 1 })
  await octokit.rest.repos.getBranch({ ...where, branch: 'feature/slashed' })
  await octokit.rest.repos.listTags(where)
  await octokit.rest.repos.listCommits({ ...where, sha: head, per_page: 2, path: 'docs' })
  await octokit.rest.repos.listCommits({ ...where, author: where.owner })
  const { data: commit } = await octokit.rest.repos.getCommit({ ...where, ref: head })
  const parent = commit.parents[0]?.sha ?? ''
  await octokit.rest.repos.getCommit({ ...where, ref: 'heads/feature/slashed', mediaType: { format: 'diff' } })
  await octokit.rest.repos.compareCommitsWithBasehead({ ...where, basehead: `${parent}...${head}`, per_page: 1 })
  await octokit.rest.repos.compareCommitsWithBasehead({ ...where, basehead: 'feature/slashed...feature/slashed' })
}

async function useContents(octokit: Octokit, where: Where): Promise<void> {
  await octokit.rest.repos.getContent({ ...where, path: '' })
  await octokit.rest.repos.getContent({ ...where, path: 'docs' })
  await octokit.rest.repos.getContent({ ...where, path: 'docs/hello.txt', ref: 'feature/slashed' })
  await octokit.rest.repos.getContent({ ...where, path: 'docs/hello.txt', mediaType: { format: 'raw' } })
  await octokit.rest.repos.getContent({ ...where, path: 'docs', mediaType: { format: 'object' } })
  const written = { ...where, path: 'README.md', message: 'docs: say hello', content: 'IyBIZWxsbwo=' }
  const { data } = await octokit.rest.repos.createOrUpdateFileContents(written)
  await octokit.rest.repos.getReadme(where)
  const changed = { ...written, content: 'IyBIZWxsbyEK', sha: data.content?.sha ?? '' }
  const { data: again } = await octokit.rest.repos.createOrUpdateFileContents(changed)
  await octokit.rest.repos.deleteFile({
    ...where,
    path: 'README.md',
    message: 'docs: no more',
    sha: again.content?.sha ?? '',
  })
}

async function useIssues(octokit: Octokit, where: Where): Promise<void> {
  const { data: issue } = await octokit.rest.issues.create({
    ...where,
    title: 'No way in',
    body: 'the door is shut',
    labels: ['bug'],
  })
  const thread = { ...where, issue_number: issue.number }
  await octokit.rest.issues.get(thread)
  const { data: comment } = await octokit.rest.issues.createComment({ ...thread, body: 'Seen @sam' })
  const named = { ...where, comment_id: comment.id }
  await octokit.rest.issues.getComment(named)
  await octokit.rest.issues.updateComment({ ...named, body: 'Seen' })
  await octokit.rest.issues.listComments({ ...thread, per_page: 100 })
  await octokit.rest.issues.listCommentsForRepo({
    ...where,
    sort: 'updated',
    direction: 'desc',
    since: '2020-01-01T00:00:00Z',
  })
  await octokit.rest.issues.deleteComment(named)
  await octokit.rest.issues.update({
    ...thread,
    title: 'A way in',
    state: 'closed',
    state_reason: 'completed',
    assignees: [where.owner],
  })
  await octokit.rest.issues.update({ ...thread, state: 'open' })
  await octokit.rest.issues.listForRepo({ ...where, state: 'all', labels: 'bug', sort: 'created', per_page: 1 })
}

async function useLabels(octokit: Octokit, where: Where): Promise<void> {
  const label = { ...where, name: 'autorelease: pending' }
  await octokit.rest.issues.createLabel({ ...label, color: 'ededed', description: 'waits' })
  await octokit.rest.issues.getLabel(label)
  await octokit.rest.issues.updateLabel({ ...label, color: 'd4c5f9' })
  await octokit.rest.issues.listLabelsForRepo({ ...where, per_page: 1 })
  const thread = { ...where, issue_number: 1 }
  await octokit.rest.issues.addLabels({ ...thread, labels: [label.name] })
  await octokit.rest.issues.listLabelsOnIssue(thread)
  await octokit.rest.issues.setLabels({ ...thread, labels: ['released', label.name] })
  await octokit.rest.issues.removeLabel({ ...thread, name: label.name })
  await octokit.rest.issues.removeAllLabels(thread)
  await octokit.rest.issues.deleteLabel(label)
}

async function usePullRequests(octokit: Octokit, where: Where): Promise<void> {
  const main = await mainOf(octokit, where)
  await octokit.rest.git.createRef({ ...where, ref: 'refs/heads/offer', sha: main })
  const file = { ...where, branch: 'offer', path: 'offer.txt', message: 'feat: offer', content: 'b2ZmZXIK' }
  await octokit.rest.repos.createOrUpdateFileContents(file)
  const { data: opened } = await octokit.rest.pulls.create({
    ...where,
    title: 'feat: offer',
    head: 'offer',
    base: 'main',
    body: 'closes #1',
  })
  const named = { ...where, pull_number: opened.number }
  await octokit.rest.pulls.get(named)
  await octokit.rest.pulls.update({ ...named, title: 'feat: an offer', body: 'closes #1, at last' })
  await octokit.rest.issues.addLabels({ ...where, issue_number: opened.number, labels: ['offered'] })
  await octokit.rest.issues.get({ ...where, issue_number: opened.number })
  await octokit.rest.pulls.list({
    ...where,
    state: 'all',
    head: `${where.owner}:offer`,
    sort: 'updated',
    direction: 'desc',
  })
  await octokit.rest.pulls.listCommits(named)
  await octokit.rest.pulls.listFiles(named)
  await octokit.rest.pulls.get({ ...named, mediaType: { format: 'diff' } })
  await refused(404, octokit.rest.pulls.checkIfMerged(named))
  const message = { commit_title: 'feat: an offer (#2)', commit_message: 'closes #1' }
  await octokit.rest.pulls.merge({ ...named, ...message, merge_method: 'squash', sha: await headOf(octokit, named) })
  await octokit.rest.pulls.checkIfMerged(named)
  await octokit.rest.pulls.get(named)
  await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...where, commit_sha: main })
  await refused(405, octokit.rest.pulls.merge(named))
}

async function headOf(octokit: Octokit, named: Where & { pull_number: number }): Promise<string> {
  const { data } = await octokit.rest.pulls.get(named)
  return data.head.sha
}

async function useReleases(octokit: Octokit, where: Where): Promise<void> {
  const head = await mainOf(octokit, where)
  await refused(404, octokit.rest.repos.getLatestRelease(where))
  const { data: draft } = await octokit.rest.repos.createRelease({
    ...where,
    tag_name: 'v1.0.0',
    target_commitish: head,
    name: '1.0.0',
    body: 'all',
    draft: true,
  })
  const named = { ...where, release_id: draft.id }
  await octokit.rest.repos.getRelease(named)
  await octokit.rest.repos.updateRelease({ ...named, draft: false, prerelease: false, make_latest: 'true' })
  await octokit.rest.repos.getReleaseByTag({ ...where, tag: 'v1.0.0' })
  await octokit.rest.repos.getLatestRelease(where)
  await octokit.rest.repos.listReleases({ ...where, per_page: 1 })
  const { data: early } = await octokit.rest.repos.createRelease({
    ...where,
    tag_name: 'v1.1.0-rc.1',
    prerelease: true,
  })
  await refused(422, octokit.rest.repos.createRelease({ ...where, tag_name: 'v1.0.0' }))
  await octokit.rest.repos.deleteRelease({ ...where, release_id: early.id })
}

async function useChecks(octokit: Octokit, where: Where): Promise<void> {
  const head = await mainOf(octokit, where)
  const output = {
    title: 'Plan',
    summary: 'a release',
    annotations: [
      { path: 'docs/hello.txt', start_line: 1, end_line: 1, annotation_level: 'notice' as const, message: 'look' },
    ],
  }
  const { data: run } = await octokit.rest.checks.create({
    ...where,
    name: 'release',
    head_sha: head,
    status: 'in_progress',
    external_id: '7',
    output,
  })
  const named = { ...where, check_run_id: run.id }
  await octokit.rest.checks.get(named)
  await octokit.rest.checks.listAnnotations(named)
  const actions = [{ label: 'Release', description: 'Release it now', identifier: 'release' }]
  await octokit.rest.checks.update({
    ...named,
    status: 'completed',
    conclusion: 'success',
    output: { title: 'Plan', summary: 'done' },
    actions,
  })
  await octokit.rest.checks.listForRef({ ...where, ref: head, check_name: 'release', filter: 'latest' })
  const { data: suites } = await octokit.rest.checks.listSuitesForRef({ ...where, ref: 'feature/slashed' })
  const suite = { ...where, check_suite_id: suites.check_suites[0]?.id ?? 0 }
  await octokit.rest.checks.getSuite(suite)
  await octokit.rest.checks.listForSuite(suite)
  await octokit.rest.repos.createCommitStatus({
    ...where,
    sha: head,
    state: 'success',
    context: 'ci',
    description: 'all well',
    target_url: 'https://ci.example.com/1',
  })
  await octokit.rest.repos.createCommitStatus({ ...where, sha: head, state: 'pending' })
  await octokit.rest.repos.getCombinedStatusForRef({ ...where, ref: head })
  await octokit.rest.repos.listCommitStatusesForRef({ ...where, ref: head })
}

async function useDeliveries(asApp: Octokit): Promise<void> {
  await asApp.rest.apps.getWebhookConfigForApp()
  const { data: deliveries } = await asApp.rest.apps.listWebhookDeliveries({ per_page: 100 })
  const delivery = { delivery_id: deliveries[0]?.id ?? 0 }
  await asApp.rest.apps.getWebhookDelivery(delivery)
  await asApp.rest.apps.redeliverWebhookDelivery(delivery)
}

async function useRefusals(octokit: Octokit, stranger: Octokit, anonymous: Octokit, where: Where): Promise<void> {
  await refused(401, stranger.rest.repos.get(where))
  await refused(404, octokit.rest.repos.get({ ...where, repo: 'nowhere' }))
  await refused(404, octokit.rest.git.getRef({ ...where, ref: 'heads/nowhere' }))
  await refused(404, octokit.rest.issues.get({ ...where, issue_number: 999 }))
  await refused(422, octokit.rest.git.createRef({ ...where, ref: 'refs/heads/main', sha: 'f'.repeat(40) }))
  await refused(422, octokit.rest.pulls.create({ ...where, title: 'none', head: 'main', base: 'main' }))
  await refused(422, octokit.rest.issues.createLabel({ ...where, name: 'offered', color: 'ededed' }))
  await refused([401, 403], anonymous.rest.issues.create({ ...where, title: 'who am I' }))
}

async function refused(status: number | readonly number[], asked: Promise<unknown>): Promise<void> {
  try {
    await asked
  } catch (error) {
    const answered = (error as { status?: number }).status
    if (answered !== undefined && [status].flat().includes(answered)) return
    throw error
  }
  throw new Error(`GitHub would refuse this with ${[status].flat().join(' or ')}`)
}

function jwtOf(app: Asked['app'], now: Date): string {
  const at = Math.floor(now.getTime() / 1000)
  const text = [
    { alg: 'RS256', typ: 'JWT' },
    { iat: at - 60, exp: at + 540, iss: app.id },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createSign('RSA-SHA256').update(text).sign(app.privateKey, 'base64url')}`
}
