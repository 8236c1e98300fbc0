import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRelease } from '../../src/local-github/world/releases.js'
import { createRef } from '../../src/local-github/world/refs.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { setStage, type Stage } from './pages-stage.js'

const hostile = '<script>alert("x")</script> & </title> javascript:alert(1)'

describe('the pages of a repository', () => {
  let stage: Stage
  let first: string
  let second: string

  beforeAll(async () => {
    stage = await setStage()
    first = await stage.commit('chore: begin\n\nThe first of all commits.', {
      'README.md': '# Harbour\n\nSee [the guide](docs/guide.md).\n\n<script>alert(1)</script>\n',
      'docs/guide.md': '# Guide\n',
      'src/a b.js': 'const a = 1\n\tif (a < 2) <b>\n',
      'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    })
    await createRelease(stage.world, stage.repository, stage.maya, {
      tagName: 'v1.0.0',
      name: 'One <b>',
      body: `## Notes\n\n* ${hostile}\n* see ${first.slice(0, 8)}`,
    })
    second = await stage.commit(`fix: ${hostile}`, { 'src/a b.js': 'const a = 2\n\tif (a < 2) <b>\n' })
    await createRef(stage.world, stage.repository, stage.maya, 'refs/heads/maya/topic', second)
    await stage.commit('feat: a topic', { 'topic.txt': 'x\n' }, 'maya/topic')
  })

  afterAll(() => stage.clear())

  test('the list names repositories, what this place is, and who you are', async () => {
    const { status, text, html } = await stage.read('/')
    expect(status).toBe(200)
    expect(text).toContain('A local GitHub: real git, on this machine, nothing leaves it.')
    expect(text).toContain('maya/harbour Tides & berths')
    expect(html).toMatch(/You are <strong>maya<\/strong>/)
    expect(html).toContain('href="/settings/deliveries"')
  })

  test('a repository shows files, README, clone URL, commits, counts and the latest release', async () => {
    const { text, html } = await stage.read('/maya/harbour')
    expect(text).toContain('git clone http://localhost:3000/maya/harbour.git')
    expect(text).toContain('2 branches')
    expect(text).toContain('1 tag')
    expect(text).toContain('2 commits')
    expect(text).toContain('One <b> Latest')
    expect(text).toContain('0 open pull requests')
    expect(html).toContain('href="/maya/harbour/blob/main/docs/guide.md"')
    expect(text).toContain(`fix: ${hostile}`)
    expect(html).not.toContain('<script>alert')
  })

  test('an empty repository says how to push', async () => {
    await createRepository(stage.world, { owner: stage.maya.user, name: 'empty' })
    expect((await stage.read('/maya/empty')).text).toContain('git push -u origin main')
  })

  test('commits are listed newest first, by branch, tag and path', async () => {
    const { text } = await stage.read('/maya/harbour/commits/main')
    expect(text.indexOf('fix: ')).toBeLessThan(text.indexOf('chore: begin'))
    expect((await stage.read('/maya/harbour/commits/v1.0.0')).text).not.toContain('fix: ')
    expect((await stage.read('/maya/harbour/commits/maya/topic')).text).toContain('feat: a topic')
    expect((await stage.read('/maya/harbour/commits/main/docs')).text).not.toContain('fix: ')
  })

  test('a commit shows its message and what it changed', async () => {
    const { text, html } = await stage.read(`/maya/harbour/commit/${second.slice(0, 10)}`)
    expect(text).toContain(`fix: ${hostile}`)
    expect(text).toContain(`Commit ${second}`)
    expect(text).toMatch(/src\/a b\.js \+1 −1/)
    expect(text).toMatch(/1 - const a = 1 1 \+ const a = 2/)
    expect(html).not.toContain('<script>alert')
    expect((await stage.read(`/maya/harbour/commit/${first}`)).text).toContain('The first of all commits.')
  })

  test('folders and files, also of branches with a slash', async () => {
    expect((await stage.read('/maya/harbour/tree/maya/topic')).text).toContain('topic.txt')
    expect((await stage.read('/maya/harbour/tree/main/docs')).text).toContain('guide.md')
    const { text } = await stage.read('/maya/harbour/blob/main/src/a%20b.js')
    expect(text).toMatch(/2 lines .* 1 const a = 2 2 if \(a < 2\) <b>/)
    expect((await stage.read('/maya/harbour/blob/main/README.md')).html).toContain('<h1>Harbour</h1>')
    expect((await stage.read('/maya/harbour/tree/main/README.md')).location).toBe('/maya/harbour/blob/main/README.md')
  })

  test('raw files cannot run', async () => {
    const { headers } = await stage.read('/maya/harbour/raw/main/picture.svg')
    expect(headers.get('content-type')).toBe('image/svg+xml')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect((await stage.read('/maya/harbour/raw/main/README.md')).headers.get('content-type')).toMatch('text/plain')
  })

  test('branches and tags', async () => {
    expect((await stage.read('/maya/harbour/branches')).text).toMatch(
      /main Default .* maya\/topic .* 1 ahead, 0 behind/,
    )
    expect((await stage.read('/maya/harbour/tags')).text).toMatch(/v1\.0\.0 .*Release/)
  })

  test('a comparison shows commits and changes, and offers a pull request', async () => {
    const { text, html } = await stage.read('/maya/harbour/compare/main...maya/topic')
    expect(text).toContain('maya/topic has 1 commit that main has not.')
    expect(text).toContain('Open a pull request')
    expect(html).toContain('value="feat: a topic"')
    expect((await stage.read('/maya/harbour/compare?base=main&head=maya/topic')).location).toBe(
      '/maya/harbour/compare/main...maya/topic',
    )
    expect((await stage.read('/maya/harbour/compare/v1.0.0...main')).text).not.toContain('Open a pull request')
  })

  test('releases show their notes, rendered and harmless', async () => {
    const { text, html } = await stage.read('/maya/harbour/releases')
    expect(text).toContain('One <b> Latest')
    expect(html).toContain('<h2>Notes</h2>')
    expect(html).toContain(`href="/maya/harbour/commit/${first}"`)
    expect(html).not.toContain('<script>alert')
    expect((await stage.read('/maya/harbour/releases/tag/v1.0.0')).status).toBe(200)
    expect((await stage.read('/maya/harbour/releases/latest')).location).toBe('/maya/harbour/releases/tag/v1.0.0')
  })

  test('source code can be fetched', async () => {
    const { status, headers } = await stage.fetch('/maya/harbour/archive/refs/tags/v1.0.0.zip')
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toContain('harbour-1.0.0.zip')
  })

  test.each([
    '/maya/none',
    '/nobody',
    '/maya/harbour/none',
    '/maya/harbour/tree/none',
    '/maya/harbour/blob/main/none',
    '/maya/harbour/blob/main/a%0Ab',
    '/maya/harbour/tree/--help',
    '/maya/harbour/tree/main@%7B1%7D',
    '/maya/harbour/commit/none',
    '/maya/harbour/commit/0000000',
    '/maya/harbour/compare/main...none',
    '/maya/harbour/pull/99',
    '/maya/harbour/issues/99',
    '/maya/harbour/releases/tag/v9',
    '/maya/harbour/runs/1',
    '/settings/deliveries/1',
    '/a/b/c/d/e/%E0%A4%A',
  ])('%s is not there', async (path) => {
    const { status, text } = await stage.read(path)
    expect(status).toBe(404)
    expect(text).toContain('There is no such page')
  })

  test('a private repository is not there for strangers', async () => {
    await createRepository(stage.world, { owner: stage.maya.user, name: 'secret', private: true })
    expect((await stage.read('/maya/secret')).status).toBe(200)
    expect((await stage.read('/maya/secret', { cookie: 'as=rex' })).status).toBe(404)
    expect((await stage.read('/', { cookie: 'as=rex' })).text).not.toContain('secret')
    expect((await stage.read('/events?topic=maya/secret', { cookie: 'as=rex' })).status).toBe(204)
  })
})
