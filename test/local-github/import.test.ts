import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { importRepository } from '../../src/local-github/import-repository.js'
import { createWorld } from '../../src/local-github/world/create-world.js'
import { randomIds } from '../../src/local-github/world/ids.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { User } from '../../src/local-github/world/entities.js'
import type { World } from '../../src/local-github/world/world.js'

let folder: string
let world: World
let maya: User

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'))
  world = createWorld({ dataDir: join(folder, 'data'), clock: () => new Date(), ids: randomIds() })
  maya = createUser(world, { login: 'maya' })
})

afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

function git(path: string, ...args: string[]): string {
  const person = ['-c', 'user.name=Sam', '-c', 'user.email=sam@example.com', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', path, ...person, ...args], { encoding: 'utf8' }).trim()
}

/** Three commits on `trunk`, tags on the first two (one annotated), and a branch with a tag of its own. */
function origin(name = 'origin'): string {
  const path = join(folder, name)
  mkdirSync(path)
  git(path, 'init', '--quiet', '--initial-branch=trunk')
  for (const [index, tag] of ['v1.0.0', 'v1.1.0', undefined].entries()) {
    writeFileSync(join(path, 'file.txt'), `${index}\n`)
    git(path, 'add', '.')
    git(path, 'commit', '--quiet', '-m', `feat: number ${index}`)
    if (tag) git(path, 'tag', ...(index === 1 ? ['-a', '-m', 'annotated'] : []), tag)
  }
  git(path, 'checkout', '--quiet', '-b', 'side')
  git(path, 'commit', '--quiet', '--allow-empty', '-m', 'fix: aside')
  git(path, 'tag', 'v9.0.0-side')
  git(path, 'checkout', '--quiet', 'trunk')
  return path
}

/** Every file below a folder with its content and its time. */
function fingerprint(path: string): string {
  const hash = createHash('sha1')
  for (const file of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()) {
    const { mtimeMs, mode } = statSync(join(path, file))
    const isFile = statSync(join(path, file)).isFile()
    hash.update(`${file} ${mtimeMs} ${mode}`).update(isFile ? readFileSync(join(path, file)) : '')
  }
  return hash.digest('hex')
}

async function refsOf(
  path: string,
  { at, name = 'copy' }: { at?: string; name?: string } = {},
): Promise<{ defaultBranch: string; refs: Record<string, string> }> {
  const repository = await importRepository(world, { from: path, owner: maya, name, ...(at ? { at } : {}) })
  const refs = await world.git(repository).listRefs('')
  return {
    defaultBranch: repository.defaultBranch,
    refs: Object.fromEntries(refs.map(({ name, commit }) => [name, commit])),
  }
}

describe('importing a repository', () => {
  test('brings branches and tags, with HEAD as the default branch, and leaves the original as it was', async () => {
    const path = origin()
    const before = fingerprint(path)
    const { defaultBranch, refs } = await refsOf(path)
    expect(defaultBranch).toBe('trunk')
    expect(refs).toEqual({
      'refs/heads/trunk': git(path, 'rev-parse', 'trunk'),
      'refs/heads/side': git(path, 'rev-parse', 'side'),
      'refs/tags/v1.0.0': git(path, 'rev-parse', 'trunk~2'),
      'refs/tags/v1.1.0': git(path, 'rev-parse', 'trunk~1'),
      'refs/tags/v9.0.0-side': git(path, 'rev-parse', 'side'),
    })
    expect(fingerprint(path)).toBe(before)
  })

  test('at a revision brings only what is reachable from it', async () => {
    const path = origin()
    const { defaultBranch, refs } = await refsOf(path, { at: 'v1.1.0' })
    expect(defaultBranch).toBe('trunk')
    expect(refs).toEqual({
      'refs/heads/trunk': git(path, 'rev-parse', 'trunk~1'),
      'refs/tags/v1.0.0': git(path, 'rev-parse', 'trunk~2'),
      'refs/tags/v1.1.0': git(path, 'rev-parse', 'trunk~1'),
    })
    const copy = world.git([...world.repositories.values()][0]!)
    expect(await copy.resolve(git(path, 'rev-parse', 'trunk'))).toBeUndefined()
  })

  test('a bare repository, and one with a detached HEAD', async () => {
    const path = origin()
    git(folder, 'clone', '--quiet', '--bare', path, 'bare.git')
    expect((await refsOf(join(folder, 'bare.git'))).defaultBranch).toBe('trunk')
    git(path, 'checkout', '--quiet', '--detach', 'trunk~1')
    git(path, 'branch', 'stable')
    expect(await refsOf(path, { name: 'detached' })).toMatchObject({
      defaultBranch: 'stable',
      refs: {
        'refs/heads/trunk': git(path, 'rev-parse', 'trunk'),
        'refs/heads/stable': git(path, 'rev-parse', 'HEAD'),
      },
    })
  })

  test('the copy is whole', async () => {
    const path = origin()
    await refsOf(path)
    const { path: copy } = [...world.repositories.values()][0]!
    expect(git(copy, 'fsck', '--strict')).toBe('')
    expect(git(folder, 'clone', '--quiet', copy, 'again')).toBe('')
    expect(git(join(folder, 'again'), 'log', '--format=%s', '-1')).toBe('feat: number 2')
  })

  test.each([
    ['no such path', () => join(folder, 'nowhere'), 'path-missing', / does not exist\.$/],
    ['a file', () => file(), 'not-a-repository', / is not a git repository\.$/],
    ['a plain folder', () => folder, 'not-a-repository', / is not a git repository\.$/],
    ['a folder inside a repository', () => inside(), 'not-a-repository', /name its top folder\.$/],
    ['an empty repository', () => empty(), 'no-commits', / has no commits yet\.$/],
  ])('%s gets one sentence and leaves nothing behind', async (_what, path, code, message) => {
    const from = path()
    const failed = importRepository(world, { from, owner: maya, name: 'copy' })
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    await expect(failed).rejects.toThrow(from)
    expect(world.repositories.size).toBe(0)
  })

  test('a revision that is not there', async () => {
    const failed = importRepository(world, { from: origin(), owner: maya, name: 'copy', at: 'v7.0.0' })
    await expect(failed).rejects.toMatchObject({ code: 'unknown-revision' })
  })
})

function file(): string {
  writeFileSync(join(folder, 'file'), '')
  return join(folder, 'file')
}

function inside(): string {
  mkdirSync(join(origin('monorepo'), 'packages'))
  return join(folder, 'monorepo', 'packages')
}

function empty(): string {
  git(folder, 'init', '--quiet', 'empty')
  return join(folder, 'empty')
}
