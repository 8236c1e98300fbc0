import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareCommits, type Distance } from './compare-commits.js'
import { pathsChangedBy } from './compare-trees.js'
import { changedPaths, diffTrees } from './diff-trees.js'
import type { ChangedPaths, FileChange, GitCommit, GitRepository, LogOptions, Signature } from './git-repository.js'
import { mergeTrees, type MergeResult } from './merge-trees.js'
import { nearHistory } from './near-history.js'
import { openObjectReader } from './open-object-reader.js'
import { openRefWriter } from './open-ref-writer.js'
import { openRefFiles } from './read-refs.js'
import { parseCommit, printSignature } from './parse-commit.js'
import { readTree, withSizes } from './read-tree.js'
import { remember } from './remember.js'
import { runGit } from './run-git.js'
import { nearMergeBase, walkCommits } from './walk-commits.js'
import { writeObject } from './write-object.js'
import { emptyTree, writeTree } from './write-tree.js'

/** Up to so many commits are looked through one by one; beyond, one process of git's is quicker. */
const fewCommits = 50

/** Opens a bare repository that is there. Processes start at the first use, and end when idle or at `close`. */
export function openGitRepository(path: string): GitRepository {
  const reader = openObjectReader(path)
  const refs = openRefWriter(path)
  const refFiles = openRefFiles(path)
  // A sha means the same for ever.
  const commits = remember<GitCommit | undefined>(10_000)
  const peeled = remember<string | undefined>(10_000)
  const counts = remember<number>(1_000)
  const distances = remember<Distance | undefined>(32)
  const changes = remember<readonly FileChange[]>(32)
  const merges = remember<MergeResult>(32)
  const history = nearHistory((sha) => readCommit(sha))

  const runRaw = (args: readonly string[], input?: string | Buffer) => runGit(['--git-dir', path, ...args], input)

  async function run(args: readonly string[], input?: string | Buffer): Promise<Buffer> {
    const result = await runRaw(args, input)
    if (result.code !== 0) throw new Error(`git ${args[0]} failed: ${result.stderr.trim()}`)
    return result.stdout
  }

  function readCommit(revision: string): Promise<GitCommit | undefined> {
    if (!/^[0-9a-f]{40}$/.test(revision)) return parseNamed(revision)
    return commits(revision, () => parseNamed(revision))
  }

  async function parseNamed(revision: string): Promise<GitCommit | undefined> {
    const object = await reader.read(revision)
    if (object?.type === 'commit') return parseCommit(object.oid, object.content)
    if (object?.type !== 'tag') return undefined
    const peeled = await reader.read(`${revision}^{commit}`)
    return peeled && parseCommit(peeled.oid, peeled.content)
  }

  async function changedBy(sha: string): Promise<ChangedPaths> {
    const commit = await readCommit(sha)
    if (!commit) return { added: [], removed: [], modified: [] }
    const [first] = commit.parents
    return pathsChangedBy(reader, commit, first === undefined ? undefined : await readCommit(first))
  }

  /** The sha of a commit, wherever a revision leads to one. */
  async function commitSha(revision: string): Promise<string | undefined> {
    if (areShas(revision) && (await readCommit(revision))?.sha === revision) return revision
    return (await reader.find(`${revision}^{commit}`))?.oid
  }

  /** Undefined for what is for git to find. */
  async function nearLog(options: LogOptions): Promise<readonly GitCommit[] | undefined> {
    const { from, not = [], limit = Infinity, skip = 0, path, since, until, firstParent } = options
    if (path !== undefined || since !== undefined || until !== undefined || firstParent) return undefined
    const [start, ...left] = await Promise.all([from, ...[not].flat()].map(commitSha))
    if (start === undefined || left.includes(undefined)) return undefined
    const excluded = left.filter((sha) => sha !== undefined)
    const commits = await walkCommits(readCommit, { from: start, not: excluded, most: skip + limit })
    return commits?.slice(skip)
  }

  async function logShas(options: LogOptions): Promise<readonly string[]> {
    const near = await nearLog(options)
    if (near) return near.map(({ sha }) => sha)
    if (!(await reader.find(`${options.from}^{commit}`))) return []
    const output = await run(['rev-list', ...listArguments(options)])
    return output.toString('latin1').split('\n').filter(Boolean)
  }

  async function count({ from, not }: { from: string; not?: string }): Promise<number> {
    const [start, end = ''] = await Promise.all([from, ...(not === undefined ? [] : [not])].map(commitSha))
    if (start === undefined) return 0
    const options = { from: start, ...(not !== undefined && { not: end || not }) }
    return counts(`${end}..${start}`, async () => {
      const near = await nearLog(options)
      if (near) return near.length
      return Number((await run(['rev-list', '--count', ...listArguments(options)])).toString('latin1'))
    })
  }

  async function writeCommit(commit: {
    tree: string
    parents: readonly string[]
    message: string
    author: Signature
    committer: Signature
  }): Promise<string> {
    const lines = [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${printSignature(commit.author)}`,
      `committer ${printSignature(commit.committer)}`,
    ]
    return writeObject(path, 'commit', Buffer.from(`${lines.join('\n')}\n\n${withoutNul(commit.message)}`))
  }

  async function isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const known = areShas(ancestor, descendant) ? await history.isAncestor(ancestor, descendant) : undefined
    if (known !== undefined) return known
    return (await runRaw(['merge-base', '--is-ancestor', ancestor, descendant])).code === 0
  }

  async function mergeBase(a: string, b: string): Promise<string | undefined> {
    if (areShas(a, b)) {
      if (await history.isAncestor(a, b)) return a
      if (await history.isAncestor(b, a)) return b
      const near = await nearMergeBase(readCommit, a, b)
      if (near !== undefined) return near ?? undefined
    }
    const result = await runRaw(['merge-base', a, b])
    return result.code === 0 ? result.stdout.toString('latin1').trim() : undefined
  }

  /** Of two commits of which one has the other in its history, the later one is the merge. */
  async function mergeInLine(ours: string, theirs: string): Promise<MergeResult | undefined> {
    for (const [earlier, later] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const tree = (await history.isAncestor(earlier, later)) ? (await readCommit(later))?.tree : undefined
      if (tree !== undefined) return { tree }
    }
    return undefined
  }

  /** git 2.39 takes no merge base of the caller's, so the three trees are dressed as a history of three commits. */
  async function mergeOver(base: string, ours: string, theirs: string) {
    const nobody = { name: 'merge', email: 'merge@localhost', date: '1970-01-01T00:00:00Z' }
    const dress = async (revision: string, parents: readonly string[]): Promise<string> => {
      const tree = (await reader.find(`${revision}^{tree}`))?.oid ?? emptyTree
      return writeCommit({ tree, parents, message: '', author: nobody, committer: nobody })
    }
    const root = await dress(base, [])
    return mergeTrees(runRaw, await dress(ours, [root]), await dress(theirs, [root]))
  }

  /** What a tag leads to in the end; anything else leads to itself. */
  async function peel(sha: string): Promise<string | undefined> {
    return peeled(sha, async () => (await reader.find(`${sha}^{}`))?.oid)
  }

  return {
    path,
    run,
    readCommit,
    logShas,
    writeCommit,
    isAncestor,
    resolve: async (revision) => (await reader.find(revision))?.oid,
    readObject: (revision) => reader.read(revision),
    async readTree(revision, { recursive = false, sizes = false } = {}) {
      const entries = await readTree(reader, revision, recursive)
      return entries && sizes ? withSizes(reader, entries) : entries
    },
    async listRefs(prefix) {
      const files = refFiles.list(prefix === '' ? 'refs/' : `${prefix.replace(/\/+$/, '')}/`)
      return Promise.all(
        files.map(async ({ name, sha, peeled: leadsTo }) => {
          const commit = leadsTo === undefined ? await peel(sha) : leadsTo
          return { name, sha, commit: commit ?? sha }
        }),
      )
    },
    updateRef: async (ref, after, before) => (await refs.update([{ ref, after, before }])) === undefined,
    updateRefs: (updates) => refs.update(updates),
    setHead: (branch) => writeFile(join(path, 'HEAD'), `ref: refs/heads/${branch}\n`),
    writeBlob: async (content) => writeObject(path, 'blob', content),
    async writeTree(entries, base) {
      const tree = base === undefined ? undefined : await reader.find(`${base}^{tree}`)
      return writeTree(path, reader, entries, tree?.oid)
    },
    async writeTag({ name, object, message, tagger }) {
      const type = (await reader.find(object))?.type ?? 'commit'
      const head = `object ${object}\ntype ${type}\ntag ${name}\ntagger ${printSignature(tagger)}`
      return writeObject(
        path,
        'tag',
        Buffer.from(`${head}\n\n${withoutNul(message)}${message.endsWith('\n') ? '' : '\n'}`),
      )
    },
    mergeBase,
    compare: (base, head) =>
      distances(`${base}...${head}`, async () => {
        const line = await history.straightLine(base, head)
        return line
          ? { mergeBase: base, ahead: line, behind: 0 }
          : compareCommits({ run, nearLog, mergeBase }, base, head)
      }),
    async log(options) {
      const near = await nearLog(options)
      if (near) return near
      const commits = await Promise.all((await logShas(options)).map((sha) => readCommit(sha)))
      return commits.filter((commit) => commit !== undefined)
    },
    count,
    diff(from, head, { patches = false } = {}) {
      const base = from ?? emptyTree
      const find = () => diffTrees(run, base, head, patches)
      // Texts are big, and asked for once.
      return areShas(base, head) && !patches ? changes(`${base}..${head}`, find) : find()
    },
    async changedPaths(shas) {
      if (shas.length > fewCommits) return changedPaths(run, shas)
      return new Map(await Promise.all(shas.map(async (sha) => [sha, await changedBy(sha)] as const)))
    },
    mergeTrees(ours, theirs, base) {
      const find = () => (base === undefined ? mergeTrees(runRaw, ours, theirs) : mergeOver(base, ours, theirs))
      if (!areShas(ours, theirs)) return find()
      return merges(`${ours} ${theirs} ${base ?? ''}`, async () => {
        return (base === undefined ? await mergeInLine(ours, theirs) : undefined) ?? find()
      })
    },
    close: async () => void (await Promise.all([reader.close(), refs.close()])),
  }
}

function areShas(...revisions: readonly string[]): boolean {
  return revisions.every((revision) => /^[0-9a-f]{40}$/.test(revision))
}

function listArguments({ from, not, limit, skip, path, since, until, firstParent }: LogOptions): string[] {
  const excluded = not === undefined ? [] : typeof not === 'string' ? [not] : not
  return [
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    ...(skip === undefined ? [] : [`--skip=${skip}`]),
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(until === undefined ? [] : [`--until=${until}`]),
    ...(firstParent ? ['--first-parent'] : []),
    from,
    ...excluded.map((revision) => `^${revision}`),
    '--',
    ...(path === undefined ? [] : [`:(literal)${path}`]),
  ]
}

function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}
