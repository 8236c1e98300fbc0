import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createGitRepository } from '../../src/local-github/git/create-git-repository.js'
import type { GitRepository } from '../../src/local-github/git/git-repository.js'
import { openGitRepository } from '../../src/local-github/git/open-git-repository.js'

const sam = { name: 'Sam', email: 'sam@example.com', date: '2026-01-02T03:04:05Z' }

let path: string
let git: GitRepository

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'git-'))
  await createGitRepository(path, 'main')
  git = openGitRepository(path)
})

afterEach(async () => {
  await git.close()
  rmSync(path, { recursive: true, force: true })
})

async function commit(files: Record<string, string | null>, parents: string[] = [], message = 'x'): Promise<string> {
  const entries = await Promise.all(
    Object.entries(files).map(async ([name, text]) => ({
      path: name,
      mode: '100644',
      sha: text === null ? null : await git.writeBlob(Buffer.from(text)),
    })),
  )
  const tree = await git.writeTree(entries, parents[0])
  return git.writeCommit({ tree, parents, message, author: sam, committer: sam })
}

function cli(...args: string[]): string {
  return execFileSync('git', ['--git-dir', path, ...args], { encoding: 'utf8' })
}

describe('objects', () => {
  test('git finds nothing wrong with what is written', async () => {
    const first = await commit({ a: '1', 'a.b': '2', 'a-b/c': '3', a0: '4', 'deep/er/file': 'é\n' })
    const second = await commit({ 'deep/er/file': null, 'a-b/d': '' }, [first], 'subject\n\nbody\n')
    const tag = await git.writeTag({ name: 'v1', object: second, message: 'one', tagger: sam })
    await git.updateRefs([
      { ref: 'refs/heads/main', after: second },
      { ref: 'refs/tags/v1', after: tag },
    ])
    expect(cli('fsck', '--strict', '--no-dangling')).toBe('')
    expect(cli('ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual(['a', 'a-b/c', 'a-b/d', 'a.b', 'a0', ''])
    expect(await git.listRefs('refs/tags/')).toEqual([{ name: 'refs/tags/v1', sha: tag, commit: second }])
  })

  test('a commit is read as it was written, through a tag too', async () => {
    const message = 'feat: café\r\n\n\tbody with trailing blanks  \n\n\n'
    const sha = await commit({ a: '1' }, [], message)
    const tag = await git.writeTag({ name: 'v1', object: sha, message: 'one', tagger: sam })
    const read = await git.readCommit(tag)
    expect(read).toMatchObject({ sha, author: sam, committer: sam, parents: [] })
    expect(message.startsWith(read?.message ?? 'nothing')).toBe(true)
  })

  test('a big file comes back whole, many at once', async () => {
    const blobs = Array.from({ length: 30 }, (_, index) => Buffer.alloc(200_000 + index, `${index}\n`))
    const shas = await Promise.all(blobs.map((blob) => git.writeBlob(blob)))
    const read = await Promise.all(shas.map((sha) => git.readObject(sha)))
    expect(read.every((object, index) => object?.content.equals(blobs[index]!))).toBe(true)
  })

  test('what is not there is undefined, and found once it is there', async () => {
    const missing = 'a'.repeat(40)
    expect(await git.readCommit(missing)).toBeUndefined()
    expect(await git.resolve('refs/heads/none')).toBeUndefined()
    expect(await git.readTree('main:nowhere')).toBeUndefined()
    expect(await git.readObject('two\nlines')).toBeUndefined()

    const other = openGitRepository(mkdtempSync(join(tmpdir(), 'git-')))
    await createGitRepository(other.path, 'main')
    const tree = await other.writeTree([])
    const sha = await other.writeCommit({ tree, parents: [], message: 'later', author: sam, committer: sam })
    expect(await git.readCommit(sha)).toBeUndefined()
    await git.writeTree([])
    await git.writeCommit({ tree, parents: [], message: 'later', author: sam, committer: sam })
    expect(await git.readCommit(sha)).toMatchObject({ message: 'later' })
    await other.close()
    rmSync(other.path, { recursive: true })
  })

  test('commits that nobody would write are still read', async () => {
    const tree = await git.writeTree([])
    const raw = Buffer.concat([
      Buffer.from(`tree ${tree}\nauthor  <> 0 +0000\ncommitter Ren`),
      Buffer.from([0xe9]),
      Buffer.from(' <r@x> 1700000000 +0530\nencoding ISO-8859-1\n\nd'),
      Buffer.from([0xe9]),
      Buffer.from('j'),
      Buffer.from([0xe0]),
    ])
    const sha = execFileSync(
      'git',
      ['--git-dir', path, 'hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
      {
        input: raw,
        encoding: 'utf8',
      },
    ).trim()
    expect(await git.readCommit(sha)).toMatchObject({
      message: 'déjà',
      author: { name: '', email: '', date: '1970-01-01T00:00:00Z' },
      committer: { name: 'René', date: '2023-11-14T22:13:20Z' },
    })
  })
})

describe('refs', () => {
  test('move by compare-and-swap only', async () => {
    const [one, two] = [await commit({ a: '1' }), await commit({ a: '2' })]
    expect(await git.updateRef('refs/heads/x', one, null)).toBe(true)
    expect(await git.updateRef('refs/heads/x', two, null)).toBe(false)
    expect(await git.updateRef('refs/heads/x', two, two)).toBe(false)
    expect(await git.updateRef('refs/heads/x', two, one)).toBe(true)
    expect(await git.updateRef('refs/heads/x', null, one)).toBe(false)
    expect(await git.updateRef('refs/heads/x', null, two)).toBe(true)
    expect(await git.resolve('refs/heads/x')).toBeUndefined()
  })

  test('several move together or not at all, and one of two racers wins', async () => {
    const [one, two] = [await commit({ a: '1' }), await commit({ a: '2' })]
    await git.updateRef('refs/heads/x', one)
    const problem = await git.updateRefs([
      { ref: 'refs/heads/y', after: two, before: null },
      { ref: 'refs/heads/x', after: two, before: two },
    ])
    expect(problem).toMatch(/refs\/heads\/x/)
    expect(await git.resolve('refs/heads/y')).toBeUndefined()
    const raced = await Promise.all([
      git.updateRef('refs/heads/x', two, one),
      git.updateRef('refs/heads/x', two, one),
      git.updateRef('refs/heads/z', one, null),
    ])
    expect(raced).toEqual([true, false, true])
  })

  test('a process that ends for idleness takes nothing along that waits for the next', async () => {
    const sha = await commit({ a: '1' })
    for (let round = 0; round < 5; round++) {
      expect(await git.updateRef(`refs/heads/a${round}`, sha, null)).toBe(true)
      await git.readTree(sha)
      const ending = git.close()
      const [updated, tree] = await Promise.all([git.updateRef(`refs/heads/b${round}`, sha, null), git.readTree(sha)])
      expect(updated).toBe(true)
      expect(tree).toHaveLength(1)
      await ending
    }
  })
})

describe('history', () => {
  test('a line of commits, ranges, ancestors and what each changed', async () => {
    const root = await commit({ a: '1' })
    const left = await commit({ b: '1' }, [root])
    const right = await commit({ a: '2' }, [root])
    expect(await git.logShas({ from: left })).toEqual([left, root])
    expect(await git.logShas({ from: left, not: right })).toEqual([left])
    expect(await git.count({ from: left })).toBe(2)
    expect(await git.mergeBase(left, right)).toBe(root)
    expect(await git.isAncestor(root, left)).toBe(true)
    expect(await git.isAncestor(left, right)).toBe(false)
    const tag = await git.writeTag({ name: 'v1', object: root, message: 'one', tagger: sam })
    expect(await git.isAncestor(tag, left)).toBe(true)
    expect(await git.isAncestor(left, tag)).toBe(false)
    expect(await git.isAncestor('f'.repeat(40), left)).toBe(false)
    const changed = await git.changedPaths([root, left, right])
    expect(changed.get(root)).toEqual({ added: ['a'], removed: [], modified: [] })
    expect(changed.get(left)).toEqual({ added: ['b'], removed: [], modified: [] })
    expect(changed.get(right)).toEqual({ added: [], removed: [], modified: ['a'] })
  })

  test('a diff tells additions, removals, renames and binary files', async () => {
    const body = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('')
    const before = await commit({ kept: 'same\n', old: body, gone: 'x\n', bin: 'a\0b' })
    const after = await commit({ old: null, 'new name': `${body}more\n`, gone: null, bin: 'a\0c', fresh: '1\n2\n' }, [
      before,
    ])
    const files = await git.diff(before, after, { patches: true })
    const shown = files.map(({ path, previousPath, status, additions, deletions, patch }) => ({
      path,
      previousPath,
      status,
      additions,
      deletions,
      hasPatch: patch !== undefined,
    }))
    expect(shown).toEqual([
      { path: 'bin', previousPath: undefined, status: 'modified', additions: 0, deletions: 0, hasPatch: false },
      { path: 'fresh', previousPath: undefined, status: 'added', additions: 2, deletions: 0, hasPatch: true },
      { path: 'gone', previousPath: undefined, status: 'removed', additions: 0, deletions: 1, hasPatch: true },
      { path: 'new name', previousPath: 'old', status: 'renamed', additions: 1, deletions: 0, hasPatch: true },
    ])
    expect(files[1]?.patch).toBe('@@ -0,0 +1,2 @@\n+1\n+2')
  })

  test('a merge gives the tree, or the paths in conflict; a base of the caller’s own is taken', async () => {
    const root = await commit({ a: '1\n', b: '1\n' })
    const left = await commit({ a: '2\n' }, [root])
    const right = await commit({ b: '2\n' }, [root])
    const clash = await commit({ a: '3\n' }, [root])
    const merged = await git.mergeTrees(left, right)
    expect('tree' in merged && (await git.readObject(`${merged.tree}:b`))?.content.toString()).toBe('2\n')
    expect(await git.mergeTrees(left, clash)).toEqual({ conflicts: ['a'] })
    expect(await git.mergeTrees(left, await commit({ a: 'x' }))).toEqual({ conflicts: expect.anything() })

    const next = await commit({ c: 'new\n' }, [left])
    for (const [ours, theirs] of [
      [root, next],
      [next, root],
      [left, next],
      [left, left],
    ] as const) {
      const said = (await git.run(['merge-tree', '--write-tree', ours, theirs])).toString().trim()
      expect(await git.mergeTrees(ours, theirs)).toEqual({ tree: said })
    }
    const picked = await git.mergeTrees(right, next, left)
    const names = 'tree' in picked ? await git.readTree(picked.tree) : []
    expect(names?.map((entry) => entry.path)).toEqual(['a', 'b', 'c'])
    expect('tree' in picked && (await git.readObject(`${picked.tree}:a`))?.content.toString()).toBe('1\n')
  })
})
