import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createGitRepository } from '../../src/local-github/git/create-git-repository.js'
import type { GitRepository } from '../../src/local-github/git/git-repository.js'
import { openGitRepository } from '../../src/local-github/git/open-git-repository.js'

// What is read without asking git is what git would have said.

let path: string
let git: GitRepository
let tree: string

beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), 'git-'))
  await createGitRepository(path, 'main')
  git = openGitRepository(path)
  tree = await git.writeTree([])
})

afterAll(async () => {
  await git.close()
  rmSync(path, { recursive: true, force: true })
})

function cli(...args: string[]): string {
  return execFileSync('git', ['--git-dir', path, ...args], { encoding: 'utf8', stdio: 'pipe' })
}

function lines(...args: string[]): string[] {
  return cli(...args)
    .split('\n')
    .filter(Boolean)
}

/** Git calls it a failure where there is none. */
function basesOf(a: string, b: string): string[] {
  const { stdout, status } = spawnSync('git', ['--git-dir', path, 'merge-base', '--all', a, b], { encoding: 'utf8' })
  expect(status).toBe(stdout === '' ? 1 : 0)
  return stdout.split('\n').filter(Boolean)
}

let made = 0
async function commit(second: number, parents: readonly string[]): Promise<string> {
  const someone = { name: 'Sam', email: 'sam@example.com', date: new Date(second * 1000).toISOString() }
  made += 1
  return git.writeCommit({ tree, parents, message: `${made}`, author: someone, committer: someone })
}

describe('histories', () => {
  /** Seconds fall together, and clocks go wrong; merges have up to three parents, and some commits none. */
  async function tangle(seed: number): Promise<string[]> {
    let state = seed
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((state / 2_147_483_648) * below)
    }
    const shas: string[] = []
    for (let index = 0; index < 40; index += 1) {
      const wanted = index === 0 || random(12) === 0 ? 0 : 1 + (random(3) === 0 ? 1 + random(2) : 0)
      const parents = new Set(Array.from({ length: wanted }, () => shas[Math.max(0, index - 1 - random(6))]!))
      shas.push(
        await commit(1_000_000_000 + Math.floor(index / 3) + (random(8) === 0 ? random(20) - 10 : 0), [...parents]),
      )
    }
    return shas
  }

  test.each([1, 2, 3, 4])('logs, counts, merge bases and distances are git’s own, in tangle %d', async (seed) => {
    const shas = await tangle(seed)
    for (const [a, b] of [
      [39, 38],
      [39, 20],
      [12, 37],
      [30, 31],
      [5, 39],
      [39, 39],
    ] as const) {
      const [head, base] = [shas[a]!, shas[b]!]
      expect(await git.logShas({ from: head })).toEqual(lines('rev-list', head))
      expect(await git.logShas({ from: head, not: [base, shas[10]!] })).toEqual(
        lines('rev-list', head, `^${base}`, `^${shas[10]}`),
      )
      const page = (await git.log({ from: head, skip: 2, limit: 5 })).map(({ sha }) => sha)
      expect(page).toEqual(lines('rev-list', '--skip=2', '--max-count=5', head))
      expect(await git.count({ from: head })).toBe(Number(cli('rev-list', '--count', head)))
      expect(await git.count({ from: head, not: base })).toBe(Number(cli('rev-list', '--count', head, `^${base}`)))
      const bases = basesOf(base, head)
      const found = await git.mergeBase(base, head)
      if (bases.length === 0) expect(found).toBeUndefined()
      else expect(bases).toContain(found)
      const sides = lines('rev-list', '--left-right', `${base}...${head}`)
      const distance = await git.compare(base, head)
      expect(distance?.mergeBase).toBe(found)
      if (!distance) continue
      expect(distance.behind).toBe(sides.filter((line) => line.startsWith('<')).length)
      const ahead = sides.filter((line) => line.startsWith('>')).map((line) => line.slice(1))
      expect(distance.ahead).toEqual(ahead.reverse())
    }
  })

  test('a long history is counted and listed as well, and so is what begins at a tag', async () => {
    const shas: string[] = []
    for (let index = 0; index < 600; index += 1) shas.push(await commit(1_000_000_000 + index, shas.slice(-1)))
    const head = shas.at(-1)!
    expect(await git.count({ from: head })).toBe(600)
    expect(await git.count({ from: head, not: shas[550]! })).toBe(49)
    expect(await git.logShas({ from: head, not: shas[100]! })).toEqual(shas.slice(101).reverse())
    expect((await git.log({ from: head, skip: 400, limit: 2 })).map(({ sha }) => sha)).toEqual([shas[199], shas[198]])
    const tagger = { name: 'Sam', email: 'sam@example.com', date: '2026-01-02T03:04:05Z' }
    const tag = await git.writeTag({ name: 'v1', object: shas[3]!, message: 'v1', tagger })
    expect(await git.logShas({ from: tag })).toEqual(shas.slice(0, 4).reverse())
    expect(await git.logShas({ from: `${head}^1`, not: `${head}~3` })).toEqual([shas[598], shas[597]])
    expect(await git.logShas({ from: 'refs/heads/none' })).toEqual([])
    await expect(git.logShas({ from: head, not: 'refs/heads/none' })).rejects.toThrow('rev-list')
  })
})

test('a tree is listed as git lists it, with the sizes of files', async () => {
  const blob = await git.writeBlob(Buffer.from('four'))
  const empty = await git.writeBlob(Buffer.from(''))
  const files = ['a/b/c', 'a/é', 'a.b', 'a0', 'z z'].map((name) => ({ path: name, mode: '100644', sha: blob }))
  const others = [
    { path: 'run', mode: '100755', sha: empty },
    { path: 'link', mode: '120000', sha: blob },
    { path: 'module', mode: '160000', sha: await commit(1_000_000_000, []) },
  ]
  const root = await git.writeTree([...files, ...others])
  const told = (...flags: string[]) =>
    cli('ls-tree', '-l', '-z', ...flags, root)
      .split('\0')
      .filter(Boolean)
      .map((line) => line.replace(/ +(\S+)\t/, ' $1\t'))
  for (const recursive of [false, true]) {
    const entries = (await git.readTree(root, { recursive, sizes: true })) ?? []
    expect(
      entries.map(({ mode, type, sha, size, path: name }) => `${mode} ${type} ${sha} ${size ?? '-'}\t${name}`),
    ).toEqual(told(...(recursive ? ['-r', '-t'] : [])))
  }
  expect(await git.readTree(blob, { sizes: true })).toBeUndefined()
})

describe('refs', () => {
  function told(folder: string) {
    return lines('for-each-ref', '--format=%(refname) %(objectname) %(*objectname)', folder).map((line) => {
      const [name = '', sha = '', peeled = ''] = line.split(' ')
      return { name, sha, commit: peeled || sha }
    })
  }

  test('loose, packed and both, moved and deleted by another process, with folders and annotated tags', async () => {
    const [one, two] = [await commit(1_000_000_000, []), await commit(1_000_000_001, [])]
    const tagger = { name: 'Sam', email: 'sam@example.com', date: '2026-01-02T03:04:05Z' }
    const tag = await git.writeTag({ name: 'v1', object: one, message: 'v1', tagger })
    const names = [
      'heads/main',
      'heads/a/b',
      'heads/a.b',
      'heads/a-b',
      'heads/é',
      'tags/v1.0',
      'tags/w/1',
      'pull/1/head',
    ]
    for (const name of names) cli('update-ref', `refs/${name}`, one)
    cli('update-ref', 'refs/tags/v1', tag)
    const expectSame = async () => {
      for (const folder of ['refs/heads/', 'refs/tags/', 'refs/heads/a/', 'refs/none/', 'refs/'])
        expect(await git.listRefs(folder)).toEqual(told(folder))
      expect(await git.listRefs('')).toEqual(told('refs/'))
    }
    await expectSame()
    cli('pack-refs', '--all')
    await expectSame()
    cli('update-ref', 'refs/heads/main', two)
    cli('update-ref', 'refs/tags/loose', tag)
    await expectSame()
    cli('update-ref', '-d', 'refs/heads/a/b')
    cli('update-ref', 'refs/heads/a/b/c', two)
    await git.updateRef('refs/heads/main', null)
    await expectSame()
    cli('pack-refs', '--all')
    await expectSame()
  })

  test('no prefix leads out of the refs', async () => {
    for (const prefix of ['refs/../', '../', 'refs/heads/../../', '/', 'objects/', 'HEAD', 'refs/.hidden/', 'refs/\0/'])
      expect(await git.listRefs(prefix)).toEqual([])
  })
})
