import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createCheckRun } from '../../src/local-github/world/check-runs.js'
import { addComment } from '../../src/local-github/world/comments.js'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import { addLabels } from '../../src/local-github/world/labels.js'
import { addReaction } from '../../src/local-github/world/reactions.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { setStage, type Stage } from './pages-stage.js'

const pull = '/maya/harbour/pull/1'
let stage: Stage

beforeEach(async () => {
  stage = await setStage()
  await stage.commit('chore: begin', { 'a.txt': 'one\n' })
})

afterEach(() => stage.clear())

describe('a pull request', () => {
  test('tells what it is: state, description, commits, files, labels, checks', async () => {
    const pr = await stage.propose(
      'dark',
      'feat: dark mode',
      { 'a.txt': 'two\n', 'b.txt': 'new\n' },
      '<!-- x -->\n**Why**',
    )
    await addLabels(stage.world, stage.repository, stage.maya, pr, ['enhancement'])
    await createCheckRun(stage.world, stage.repository, stage.bot, {
      name: 'plan',
      headSha: pr.head.sha,
      status: 'completed',
      conclusion: 'success',
      output: { title: 'Releases 1.1.0', summary: 'Sum *up*' },
    })
    await createStatus(stage.world, stage.repository, stage.maya, {
      sha: pr.head.sha,
      state: 'failure',
      context: 'ci/build',
      description: 'It broke',
      targetUrl: 'javascript:alert(1)',
    })

    const { text, html } = await stage.read(pull)
    expect(text).toContain('feat: dark mode #1')
    expect(text).toContain('Open sam wants to merge 1 commit into main from dark')
    expect(html).toContain('<strong>Why</strong>')
    expect(text).toMatch(/maya added enhancement label/)
    expect(text).toContain('Some checks were not successful 1 failing, 1 successful checks')
    expect(text).toContain('Helper — success Releases 1.1.0')
    expect(text).toContain('ci/build maya — failure It broke')
    expect(html).not.toContain('javascript:')
    expect(text).toContain('This branch has no conflicts with the base branch')
    expect(text).toContain('Merge pull request #1 from maya/dark')
    expect((await stage.read(`${pull}/commits`)).text).toContain('feat: dark mode')
    expect((await stage.read(`${pull}/files`)).text).toMatch(
      /2 changed files with 2 additions and 1 deletion .* b\.txt added/,
    )
    expect((await stage.read(`${pull}/checks`)).text).toContain('plan')
    const run = /\/maya\/harbour\/runs\/\d+/.exec(html)?.[0] ?? ''
    expect((await stage.read(run)).html).toContain('Sum <em>up</em>')
    expect((await stage.read('/maya/harbour/pulls')).text).toContain('1 Open 0 Closed')
    expect((await stage.read('/maya/harbour/issues/1')).location).toBe(pull)
  })

  test.each([
    ['merge', 2, 'Merge pull request #1 from maya/dark'],
    ['squash', 1, 'feat: dark mode (#1)'],
    ['rebase', 1, 'feat: dark mode'],
  ] as const)('is merged by %s', async (method, parents, subject) => {
    const pr = await stage.propose('dark', 'feat: dark mode', { 'a.txt': 'two\n' })
    stage.wait()
    const { status, location } = await stage.send(`${pull}/merge`, { method, sha: pr.head.sha })
    expect([status, location]).toEqual([303, pull])
    const head = await stage.world.git(stage.repository).readCommit('refs/heads/main')
    expect(head?.message.split('\n')[0]).toBe(subject)
    if (method !== 'rebase') expect(head?.parents).toHaveLength(parents)

    const { text } = await stage.read(pull)
    expect(text).toContain('Merged maya merged 1 commit into main from dark just now')
    expect(text).toMatch(/maya merged commit [0-9a-f]{7} into main/)
    expect(text).toContain('Pull request successfully merged and closed')
    expect((await stage.read('/maya/harbour/pulls')).text).toContain('0 Open 1 Closed')

    expect((await stage.send(`${pull}/delete-branch`, {})).status).toBe(303)
    expect(await stage.world.git(stage.repository).resolve('refs/heads/dark')).toBeUndefined()
    expect((await stage.read(pull)).text).not.toContain('Delete branch')
  })

  test('is merged with a message of one’s own', async () => {
    const pr = await stage.propose('dark', 'feat: dark mode', { 'a.txt': 'two\n' })
    await stage.send(`${pull}/merge`, {
      method: 'squash',
      sha: pr.head.sha,
      title: 'feat: my words',
      message: 'One\r\nTwo',
    })
    expect((await stage.world.git(stage.repository).readCommit('refs/heads/main'))?.message.trim()).toBe(
      'feat: my words\n\nOne\nTwo',
    )
  })

  test('is not merged when the head moved since, when it conflicts, by a method that is off, nor by a stranger', async () => {
    const pr = await stage.propose('dark', 'feat: dark mode', { 'a.txt': 'two\n' })
    const seen = pr.head.sha
    await stage.commit('feat: more', { 'b.txt': 'x' }, 'dark')
    const moved = await stage.send(`${pull}/merge`, { method: 'merge', sha: seen })
    expect(moved.status).toBe(409)
    expect(moved.text).toContain('Head branch was modified. Review and try the merge again.')

    stage.repository.mergeMethods = { merge: true, squash: false, rebase: false }
    const { text, html } = await stage.read(pull)
    expect(text).not.toContain('Squash and merge')
    expect(html).toContain('value="merge"')
    expect((await stage.send(`${pull}/merge`, { method: 'squash', sha: pr.head.sha })).status).toBe(405)

    const asRex = { cookie: 'as=rex' }
    expect((await stage.read(pull, asRex)).text).toContain('Only those with write access to this repository can merge')
    expect((await stage.send(`${pull}/merge`, { method: 'merge', sha: pr.head.sha }, asRex)).status).toBe(403)

    await stage.commit('fix: otherwise', { 'a.txt': 'three\n' })
    expect((await stage.read(pull)).text).toContain('This branch has conflicts that must be resolved')
    expect((await stage.read(pull)).text).not.toContain('How to merge')
    const refused = await stage.send(`${pull}/merge`, { method: 'merge', sha: pr.head.sha })
    expect([refused.status, refused.text.includes('Pull Request is not mergeable')]).toEqual([405, true])
  })

  test('is edited, closed with a word, and reopened', async () => {
    const pr = await stage.propose('dark', 'feat: dark mode', { 'a.txt': 'two\n' })
    expect((await stage.send(`${pull}/edit`, { title: 'feat: night mode' })).location).toBe(pull)
    await stage.send(`${pull}/edit`, { body: '\r\nA **body**\r\n' })
    expect([pr.title, pr.body]).toEqual(['feat: night mode', '\r\nA **body**\r\n'])
    stage.wait()
    const { location } = await stage.send(`${pull}/state`, { state: 'closed', body: 'Not now.' })
    expect(location).toMatch(/^\/maya\/harbour\/pull\/1#issuecomment-\d+$/)
    const { text } = await stage.read(pull)
    expect(text).toContain('changed the title from feat: dark mode to feat: night mode')
    expect(text).toMatch(/maya commented just now .*Not now\..* maya closed this just now Closed with unmerged commits/)
    await stage.send(`${pull}/state`, { state: 'open' })
    expect((await stage.read(pull)).text).toMatch(/^.*Open sam wants to merge.*maya reopened this/)
    expect((await stage.send(`${pull}/edit`, { title: ' ' })).status).toBe(422)
    expect((await stage.send(`${pull}/edit`, { title: 'mine' }, { cookie: 'as=rex' })).status).toBe(403)
  })

  test('the text to edit is the text as it is stored', async () => {
    const body = '\n\n<b>&amp;</textarea><script>alert(1)</script>'
    await stage.propose('dark', 'feat: dark mode', { 'a.txt': 'two\n' }, body)
    const { html } = await stage.read(pull)
    const field = /<textarea id="edit-description"[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1]
    expect(field).toBe('\n\n\n&lt;b&gt;&amp;amp;&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('is opened from a comparison; a second one is refused in GitHub’s words', async () => {
    await stage.propose('dark', 'feat: dark mode', { 'a.txt': 'two\n' })
    const fields = { title: 'Again', body: '', base: 'main', head: 'dark' }
    const twin = await stage.send('/maya/harbour/pulls', fields, {
      referer: 'http://localhost:3000/maya/harbour/compare/main...dark',
    })
    expect(twin.status).toBe(422)
    expect(twin.text).toContain('A pull request already exists for maya:dark.')
    expect(twin.html).toContain('href="/maya/harbour/compare/main...dark"')
    await stage.send(`${pull}/state`, { state: 'closed' })
    const { location } = await stage.send('/maya/harbour/pulls', { ...fields, draft: '1' })
    expect(location).toBe('/maya/harbour/pull/2')
    expect((await stage.read('/maya/harbour/pull/2')).text).toContain('Draft pull requests cannot be merged.')
    await stage.send('/maya/harbour/pull/2/state', { state: 'ready' })
    expect((await stage.read('/maya/harbour/pull/2')).text).toContain('How to merge')
  })

  test('hostile titles, branches and labels stay text', async () => {
    const bad = '<img/src=x/onerror=alert(1)>"\'><script>'
    const pr = await stage.propose('a<b>&"\'', `feat: ${bad}`, { 'a.txt': 'two\n', 'x<b>.txt': bad })
    await addLabels(stage.world, stage.repository, stage.maya, pr, [bad])
    for (const path of [
      pull,
      `${pull}/files`,
      `${pull}/commits`,
      '/maya/harbour/pulls',
      '/maya/harbour/branches',
      '/maya/harbour',
    ]) {
      const { html, status } = await stage.read(path)
      expect(status).toBe(200)
      expect(html).not.toMatch(/<img\/src|<script>|<b>/)
    }
  })
})

describe('an issue', () => {
  test('is opened, discussed, labelled, closed as not planned, and reopened', async () => {
    const { location } = await stage.send('/maya/harbour/issues', {
      title: 'Chart is <b>blinding</b>',
      body: 'At *night*',
    })
    expect(location).toBe('/maya/harbour/issues/1')
    const issue = '/maya/harbour/issues/1'
    await stage.send(`${issue}/comments`, { body: 'Same here' }, { cookie: 'as=rex' })
    await stage.send(`${issue}/labels`, { add: 'bug' })
    await stage.send(`${issue}/state`, { state: 'not_planned' })
    const { text, html } = await stage.read(issue)
    expect(text).toContain('Chart is <b>blinding</b> #1')
    expect(html).toContain('At <em>night</em>')
    expect(text).toMatch(/rex commented just now .*Same here/)
    expect(text).toMatch(/maya added bug label .* maya closed this as not planned/)
    await stage.send(`${issue}/labels`, { remove: 'bug' })
    await stage.send(`${issue}/state`, { state: 'open' })
    await stage.send(`${issue}/state`, { state: 'completed' })
    expect((await stage.read(issue)).text).toMatch(/removed bug label .* reopened this .* closed this as completed/)
    expect((await stage.read('/maya/harbour/issues?state=closed')).text).toContain('Chart is <b>blinding</b>')
  })

  test('comments are edited and deleted by who may', async () => {
    await stage.send('/maya/harbour/issues', { title: 'One', body: '' })
    await stage.send('/maya/harbour/issues/1/comments', { body: 'First' })
    const [id] = [...stage.repository.comments.keys()]
    expect((await stage.send(`/maya/harbour/comments/${id}/edit`, { body: 'Mine' }, { cookie: 'as=rex' })).status).toBe(
      403,
    )
    stage.wait()
    await stage.send(`/maya/harbour/comments/${id}/edit`, { body: 'Second' })
    expect((await stage.read('/maya/harbour/issues/1')).text).toMatch(/edited .*Second/)
    await stage.send(`/maya/harbour/comments/${id}/delete`, {})
    expect(stage.repository.comments.size).toBe(0)
    expect((await stage.send('/maya/harbour/issues/1/comments', { body: ' ' })).status).toBe(422)
    expect((await stage.send('/maya/harbour/issues', { title: '', body: '' })).status).toBe(422)
  })

  test('says which pull request closed it', async () => {
    await stage.send('/maya/harbour/issues', { title: 'One', body: '' })
    const pr = await stage.propose('fix', 'fix: it', { 'a.txt': 'two\n' }, 'Fixes #1')
    expect((await stage.read('/maya/harbour/pull/2')).text).toContain('Merging this pull request will close #1 One')
    await stage.send('/maya/harbour/pull/2/merge', { method: 'merge', sha: pr.head.sha })
    expect((await stage.read('/maya/harbour/issues/1')).text).toContain('closed this as completed in #2')
  })

  test('says which commit closed it', async () => {
    await stage.send('/maya/harbour/issues', { title: 'One', body: '' })
    const sha = await stage.commit('fix: it (fixes #1)', { 'a.txt': 'two\n' })
    expect((await stage.read('/maya/harbour/issues/1')).text).toContain(
      `closed this as completed in ${sha.slice(0, 7)}`,
    )
  })
})

describe('a pull request and an issue', () => {
  const links = '/maya/harbour/pull/2/links'

  beforeEach(async () => {
    await stage.send('/maya/harbour/issues', { title: 'One', body: '' })
    await stage.propose('fix', 'fix: it', { 'a.txt': 'two\n' }, 'refs #1')
  })

  test('are linked by hand by who may write, and unlinked', async () => {
    expect((await stage.read('/maya/harbour/pull/2')).text).toContain('Linked with no issue')
    expect((await stage.send(links, { add: '#1' }, { cookie: 'as=rex' })).status).toBe(403)
    expect((await stage.read('/maya/harbour/pull/2', { cookie: 'as=rex' })).text).not.toContain('Link an issue')
    expect((await stage.send(links, { add: '#1' }, { cookie: 'as=sam' })).location).toBe('/maya/harbour/pull/2')
    const { text } = await stage.read('/maya/harbour/pull/2')
    expect(text).toContain('Merging this pull request will close #1 One')
    expect(text).toContain('sam linked this with #1')
    expect((await stage.read('/maya/harbour/issues/1')).text).toMatch(/sam linked this with #2 .*May be closed by #2/)
    await stage.send(links, { remove: '1' })
    expect((await stage.read('/maya/harbour/pull/2')).text).toMatch(/maya unlinked this from #1 .*Linked with no issue/)
  })

  test.each(['#2', '99', 'x', ''])('are not linked by %j, which is no issue', async (add) => {
    expect((await stage.send(links, { add })).status).toBe(422)
    expect(stage.repository.pullRequests.get(2)?.linkedIssues).toEqual([])
  })

  test('stay as they are after the merge where the repository’s settings say so', async () => {
    const settings = '/maya/harbour/settings'
    expect((await stage.read(settings, { cookie: 'as=sam' })).status).toBe(403)
    expect((await stage.send(settings, {}, { cookie: 'as=sam' })).status).toBe(403)
    expect(stage.repository.autoCloseIssues).toBe(true)
    const { html } = await stage.read(settings)
    expect(html).toMatch(/name="autoCloseIssues"[^>]*checked/)
    expect(html).not.toMatch(/name="deleteBranchOnMerge"[^>]*checked/)
    await stage.send(settings, { deleteBranchOnMerge: '1' })
    expect(stage.repository).toMatchObject({ autoCloseIssues: false, deleteBranchOnMerge: true })
    expect((await stage.read(settings)).html).not.toMatch(/name="autoCloseIssues"[^>]*checked/)
    await stage.send(links, { add: '1' })
    expect((await stage.read('/maya/harbour/pull/2')).text).toContain('Linked with, and not closed by merging #1 One')
    await stage.send('/maya/harbour/pull/2/merge', { method: 'merge' })
    expect(stage.repository.issues.get(1)?.state).toBe('open')
    await stage.send(settings, { autoCloseIssues: '1' })
    expect(stage.repository).toMatchObject({ autoCloseIssues: true, deleteBranchOnMerge: false })
  })
})

test('a pull request shows where it was deployed, and a comment who reacted', async () => {
  const { world, repository, maya, bot } = stage
  const pr = await stage.propose('dark', 'feat: dark mode', { 'a.txt': 'two\n' })
  const comment = await addComment(world, repository, maya, pr.number, 'Looks good')
  addReaction(world, repository, bot, comment, 'eyes')
  expect((await stage.read(pull)).text).not.toContain('Deployments')

  const deploy = (environment: string) =>
    createDeployment(world, repository, bot, { sha: pr.head.sha, ref: pr.head.sha, environment })
  createDeploymentStatus(world, repository, bot, deploy('production'), {
    state: 'failure',
    description: '<b>It broke</b>',
    logUrl: 'https://ci.example/1',
  })
  createDeploymentStatus(world, repository, bot, deploy('staging'), { state: 'failure' })
  createDeploymentStatus(world, repository, bot, deploy('staging'), {
    state: 'success',
    environmentUrl: 'javascript:alert(1)',
  })
  const { text, html } = await stage.read(pull)
  expect(text).toMatch(/Deployments Deployment to production failure \w{7} .*helper.* · <b>It broke<\/b> Log/)
  expect(text).toMatch(/Deployed to staging success \w{7}/)
  expect(text).not.toContain('View deployment')
  expect(html).toContain('href="https://ci.example/1"')
  expect(html).not.toContain('javascript:')
  expect(html).toMatch(/title="helper\[bot\] reacted with eyes"/)
  expect(text).toContain('👀 1')
})
