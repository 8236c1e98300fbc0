import type { Octokit } from '@octokit/rest'
import { mainOf, type Where } from './where.js'
import { refused } from './refused.js'

export async function askGit(octokit: Octokit, where: Where): Promise<void> {
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

export async function askCommits(octokit: Octokit, where: Where): Promise<void> {
  const head = await mainOf(octokit, where)
  await octokit.rest.repos.listActivities({ ...where, ref: 'refs/heads/main', per_page: 1 })
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

export async function askContents(octokit: Octokit, where: Where): Promise<void> {
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

export async function askReleases(octokit: Octokit, where: Where): Promise<void> {
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
  await askReleaseAssets(octokit, where, draft)
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

async function askReleaseAssets(
  octokit: Octokit,
  where: Where,
  release: { readonly id: number; readonly upload_url: string },
): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream' }
  const upload = (name: string) =>
    octokit.request({ method: 'POST', url: release.upload_url, headers, name, label: 'A file', data: 'a file\n' })
  const { data } = await upload('harbour.tgz')
  await refused(422, upload('harbour.tgz'))
  const named = { ...where, asset_id: (data as { id: number }).id }
  await octokit.rest.repos.listReleaseAssets({ ...where, release_id: release.id, per_page: 1 })
  await octokit.rest.repos.getReleaseAsset(named)
  await octokit.rest.repos.getReleaseAsset({ ...named, headers: { accept: 'application/octet-stream' } })
  await octokit.rest.repos.updateReleaseAsset({ ...named, name: 'harbour-1.0.0.tgz', label: 'The package' })
  await octokit.rest.repos.deleteReleaseAsset(named)
  await upload('harbour.tgz')
}

export async function askChecks(octokit: Octokit, where: Where): Promise<void> {
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
  await octokit.rest.checks.rerequestRun(named)
  await refused(404, octokit.rest.checks.rerequestRun({ ...where, check_run_id: 999 }))
  await octokit.rest.checks.listForRef({ ...where, ref: head, check_name: 'release', filter: 'latest' })
  const { data: suites } = await octokit.rest.checks.listSuitesForRef({ ...where, ref: 'feature/slashed' })
  const suite = { ...where, check_suite_id: suites.check_suites[0]?.id ?? 0 }
  await octokit.rest.checks.getSuite(suite)
  await octokit.rest.checks.listForSuite(suite)
  await octokit.rest.checks.rerequestSuite(suite)
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
  const { data: repository } = await octokit.rest.repos.get(where)
  await octokit.request(`GET ${repository.statuses_url.replace('{sha}', head)}`)
}
