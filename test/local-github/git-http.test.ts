import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRepository, setDefaultBranch } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { WorldEvent } from '../../src/local-github/world/world.js'
import { git, install, serve, type Serving } from './serving.js'

let serving: Serving
const events: WorldEvent[] = []

beforeAll(async () => {
  serving = await serve({ anonymous: 'alice' })
  serving.world.listen((event) => void events.push(event))
})
afterAll(() => serving.close())

const urlAs = (credentials: string, path = 'alice/app.git') =>
  `${serving.url.replace('//', `//${credentials}@`)}/${path}`

async function cloned(url = `${serving.url}/alice/app.git`): Promise<string> {
  const folder = await serving.folder()
  await git(folder, 'clone', '-q', url, 'clone')
  return join(folder, 'clone')
}

async function commitIn(
  clone: string,
  file: string,
  message: string,
  content: string | Buffer = `${message}\n`,
): Promise<string> {
  await writeFile(join(clone, file), content)
  await git(clone, 'add', '-A')
  await git(clone, 'commit', '-q', '-m', message)
  return (await git(clone, 'rev-parse', 'HEAD')).trim()
}

async function failureOf(attempt: Promise<string>): Promise<string> {
  try {
    await attempt
  } catch (error) {
    return (error as { stderr: string }).stderr
  }
  throw new Error('It was not refused.')
}

describe('reading', () => {
  test('clone, with and without `.git`, by the old protocol and the new', async () => {
    for (const [url, version] of [
      [`${serving.url}/alice/app.git`, '2'],
      [`${serving.url}/alice/app`, '0'],
    ] as const) {
      const folder = await serving.folder()
      await git(folder, '-c', `protocol.version=${version}`, 'clone', '-q', url, 'clone')
      expect((await git(join(folder, 'clone'), 'log', '--format=%s')).trim().split('\n')).toEqual([
        'fix: go on',
        'feat: begin',
      ])
    }
  })

  test('a shallow clone, a clone without blobs, and one commit by its sha', async () => {
    const folder = await serving.folder()
    await git(folder, 'clone', '-q', '--depth=1', `${serving.url}/alice/app.git`, 'shallow')
    expect((await git(join(folder, 'shallow'), 'rev-list', '--count', 'HEAD')).trim()).toBe('1')
    await git(folder, 'clone', '-q', '--filter=blob:none', `${serving.url}/alice/app.git`, 'partial')
    expect(await git(join(folder, 'partial'), 'show', 'HEAD:package.json')).toContain('{}')
    await git(join(folder, 'shallow'), 'fetch', '-q', 'origin', serving.head)
  })

  test('the heads of pull requests are there to fetch', async () => {
    await serving.commit('fetched', { 'a.txt': 'a' })
    const actor = { kind: 'user', user: serving.alice } as const
    const pull = await openPullRequest(serving.world, serving.repository, actor, {
      title: 'A',
      head: 'fetched',
      base: 'main',
    })
    const clone = await cloned()
    await git(clone, 'fetch', '-q', 'origin', `refs/pull/${pull.number}/head`)
    expect((await git(clone, 'rev-parse', 'FETCH_HEAD')).trim()).toBe(pull.head.sha)
  })

  test('a fetch that names so much that git compresses it', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`many/${index}`, String(index)]))
    for (let index = 0; index < 30; index += 1)
      await serving.commit(`many-${index}`, { ...many, [`n${index}`]: String(index) })
    const clone = await cloned()
    await serving.commit('one-more', { 'more.txt': 'more' })
    await git(clone, 'fetch', '-q')
    expect(await git(clone, 'branch', '-r')).toContain('origin/one-more')
  })

  test('what is not there is answered in GitHub’s words', async () => {
    const said = await failureOf(git(await serving.folder(), 'clone', `${serving.url}/alice/nothing.git`))
    expect(said).toContain('remote: Repository not found.')
    expect(said).toContain(`fatal: repository '${serving.url}/alice/nothing.git/' not found`)
  })

  test('a private repository is not there for strangers', async () => {
    const eve = createUser(serving.world, { login: 'eve' })
    const carol = createUser(serving.world, { login: 'carol' })
    await createRepository(serving.world, { owner: carol, name: 'secret', private: true })
    const folder = await serving.folder()
    expect(await failureOf(git(folder, 'clone', urlAs(`eve:${eve.token}`, 'carol/secret.git')))).toContain(
      'Repository not found.',
    )
    await git(folder, 'clone', '-q', urlAs(`carol:${carol.token}`, 'carol/secret.git'), 'hers')
    expect(await failureOf(git(folder, 'clone', urlAs('eve:wrong', 'carol/secret.git')))).toContain(
      'Authentication failed',
    )
  })
})

describe('pushing', () => {
  test('to a branch is a push event by whoever pushed, told before git is done', async () => {
    const clone = await cloned()
    const before = (await git(clone, 'rev-parse', 'HEAD')).trim()
    events.length = 0
    const after = await commitIn(clone, 'pushed.txt', 'feat: pushed')
    await git(clone, 'push', '-q', 'origin', 'main')
    expect(events).toMatchObject([
      {
        name: 'push',
        sender: { login: 'alice' },
        subject: { push: { ref: 'refs/heads/main', before, after, forced: false } },
      },
    ])
  })

  test('a new branch is answered with where to make a pull request of it', async () => {
    const clone = await cloned()
    await commitIn(clone, 'x.txt', 'feat: x')
    events.length = 0
    const said = await git(clone, 'push', 'origin', 'HEAD:refs/heads/topic/x')
    expect(said).toContain(`remote: Create a pull request for 'topic/x' on GitHub by visiting:`)
    expect(said).toContain(`remote:      ${serving.url}/alice/app/pull/new/topic/x`)
    expect(events.map(({ name }) => name).sort()).toEqual(['create', 'push'])
  })

  test('branches are deleted, tags are made, and both in one push', async () => {
    const clone = await cloned()
    await git(clone, 'tag', '-a', 'v9.9.9', '-m', 'nine')
    await git(clone, 'push', '-q', 'origin', 'HEAD:refs/heads/doomed')
    events.length = 0
    await git(clone, 'push', '-q', 'origin', 'v9.9.9', ':refs/heads/doomed')
    expect(events.map(({ name }) => name).sort()).toEqual(['create', 'delete', 'push', 'push'])
    expect(await serving.world.git(serving.repository).resolve('refs/heads/doomed')).toBeUndefined()
  })

  test('moves the open pull request of the branch', async () => {
    const clone = await cloned()
    await git(clone, 'switch', '-q', '-c', 'moving')
    await commitIn(clone, 'm.txt', 'feat: m')
    await git(clone, 'push', '-q', 'origin', 'moving')
    const actor = { kind: 'user', user: serving.alice } as const
    const pull = await openPullRequest(serving.world, serving.repository, actor, {
      title: 'M',
      head: 'moving',
      base: 'main',
    })
    events.length = 0
    await git(clone, 'commit', '-q', '--amend', '-m', 'feat: other')
    await git(clone, 'push', '-q', '--force', 'origin', 'moving')
    expect(pull.head.sha).toBe((await git(clone, 'rev-parse', 'HEAD')).trim())
    expect(events.find(({ name }) => name === 'pull_request')).toMatchObject({ action: 'synchronize' })
  })

  test('what git rejects changes and tells nothing', async () => {
    const [first, second] = [await cloned(), await cloned()]
    await commitIn(first, 'first.txt', 'feat: first')
    await git(first, 'push', '-q', 'origin', 'main')
    await commitIn(second, 'second.txt', 'feat: second')
    events.length = 0
    expect(await failureOf(git(second, 'push', 'origin', 'main'))).toContain('[rejected]')
    expect(await failureOf(git(second, 'push', 'origin', 'HEAD:refs/pull/1/head'))).toContain(
      'deny updating a hidden ref',
    )
    expect(events).toEqual([])
  })

  test('four megabytes, sent in pieces', async () => {
    const clone = await cloned()
    const sha = await commitIn(clone, 'large.bin', 'feat: large', randomBytes(4 * 1024 * 1024))
    await git(clone, 'push', '-q', 'origin', 'HEAD:refs/heads/large')
    expect(await serving.world.git(serving.repository).resolve('refs/heads/large')).toBe(sha)
    await git(clone, 'push', '-q', 'origin', ':refs/heads/large')
  })

  test('two at once to one repository both arrive', async () => {
    const clones = await Promise.all([cloned(), cloned()])
    const shas = await Promise.all(
      clones.map((clone, index) => commitIn(clone, `at-once-${index}`, `feat: at once ${index}`)),
    )
    await Promise.all(
      clones.map((clone, index) => git(clone, 'push', '-q', 'origin', `HEAD:refs/heads/at-once-${index}`)),
    )
    const repository = serving.world.git(serving.repository)
    expect(await Promise.all([0, 1].map((index) => repository.resolve(`refs/heads/at-once-${index}`)))).toEqual(shas)
  })

  test('the first push to an empty repository makes its default branch', async () => {
    const empty = await createRepository(serving.world, { owner: serving.alice, name: 'empty', defaultBranch: 'trunk' })
    const clone = await cloned()
    await git(clone, 'push', '-q', `${serving.url}/alice/empty.git`, 'main:trunk')
    expect(await git(clone, 'ls-remote', '--symref', `${serving.url}/alice/empty.git`, 'HEAD')).toContain(
      'refs/heads/trunk',
    )
    await setDefaultBranch(serving.world, empty, 'trunk')
  })
})

describe('who pushes', () => {
  let strict: Serving
  const told: WorldEvent[] = []
  const strictUrlAs = (credentials: string) => `${strict.url.replace('//', `//${credentials}@`)}/alice/app.git`

  beforeAll(async () => {
    strict = await serve()
    strict.world.listen((event) => void told.push(event))
  })
  afterAll(() => strict.close())

  async function committed(file: string): Promise<string> {
    const clone = await cloned(`${strict.url}/alice/app.git`)
    await commitIn(clone, file, `feat: ${file}`)
    return clone
  }

  test('is whose token it is, or on this machine the user who is named without one', async () => {
    const bob = createUser(strict.world, { login: 'bob' })
    const clone = await committed('bob.txt')
    const denied = await failureOf(git(clone, 'push', strictUrlAs(`bob:${bob.token}`), 'HEAD:refs/heads/bob'))
    expect(denied).toContain('remote: Permission to alice/app.git denied to bob.')
    expect(denied).toContain('The requested URL returned error: 403')
    strict.repository.collaborators.set('bob', 'write')
    told.length = 0
    await git(clone, 'push', '-q', strictUrlAs('bob:'), 'HEAD:refs/heads/bob')
    expect(told[0]).toMatchObject({ sender: { login: 'bob' } })
  })

  test('is an app’s bot, where it may write contents', async () => {
    const [writer, reader] = [install(strict, { contents: 'write' }), install(strict, { contents: 'read' })]
    const clone = await committed('bot.txt')
    told.length = 0
    await git(clone, 'push', '-q', strictUrlAs(`x-access-token:${await writer.token()}`), 'HEAD:refs/heads/bot')
    expect(told.find(({ name }) => name === 'push')).toMatchObject({ sender: { login: writer.app.bot.login } })
    const denied = await failureOf(
      git(clone, 'push', strictUrlAs(`x-access-token:${await reader.token()}`), 'HEAD:refs/heads/b'),
    )
    expect(denied).toContain(`denied to ${reader.app.bot.login}`)
  })

  test('has to sign in where nobody acts for strangers', async () => {
    expect(await failureOf(git(await committed('anybody.txt'), 'push', 'origin', 'main'))).toContain(
      'could not read Username',
    )
  })

  test('can be said in a header where somebody does', async () => {
    const bob = createUser(serving.world, { login: 'bob' })
    serving.repository.collaborators.set('bob', 'write')
    const clone = await cloned()
    await commitIn(clone, 'header.txt', 'feat: header')
    events.length = 0
    const header = `http.extraHeader=Authorization: Bearer ${bob.token}`
    await git(clone, '-c', header, 'push', '-q', 'origin', 'HEAD:refs/heads/header')
    expect(events[0]).toMatchObject({ sender: { login: 'bob' } })
  })

  test('cannot push to an archived repository', async () => {
    const clone = await cloned()
    await commitIn(clone, 'late.txt', 'feat: late')
    serving.repository.archived = true
    const denied = await failureOf(git(clone, 'push', 'origin', 'main'))
    serving.repository.archived = false
    expect(denied).toContain('This repository was archived so it is read-only.')
  })
})
