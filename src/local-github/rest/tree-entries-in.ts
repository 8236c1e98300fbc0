import type { GitRepository } from '../git/git-repository.js'
import { Refusal } from '../world/refusal.js'
import { isWholeSha } from './find-commit.js'
import { invalidRequest, type RequestBody } from './request-body.js'

interface Entry {
  path: string
  mode: string
  sha: string | null
}

const typeOfMode: Readonly<Record<string, string>> = {
  '100644': 'blob',
  '100755': 'blob',
  '120000': 'blob',
  '040000': 'tree',
  '160000': 'commit',
}

/** What a new tree is made of: objects that are there, new files from their text, and, on top of a base, paths taken out. */
export async function treeEntriesIn(git: GitRepository, body: RequestBody, hasBase: boolean): Promise<Entry[]> {
  const entries = body.objects('tree')
  if (!entries || (entries.length === 0 && !hasBase)) throw new Refusal(422, 'Invalid tree info')
  return Promise.all(entries.map((entry) => entryIn(git, entry)))
}

async function entryIn(git: GitRepository, body: RequestBody): Promise<Entry> {
  const path = body.requiredString('path')
  const isSound =
    path !== '' && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part !== '.git')
  if (!isSound)
    throw new Refusal(
      422,
      path.startsWith('/') ? 'tree.path cannot start with a slash' : 'tree.path contains a malformed path component',
    )
  const mode = body.string('mode') ?? '100644'
  const type = typeOfMode[mode]
  if (!type) throw new Refusal(422, `Must supply a valid tree.mode`)
  const content = body.string('content')
  if (content !== undefined) return { path, mode, sha: await git.writeBlob(Buffer.from(content)) }
  if (body.raw('sha') === null) return { path, mode, sha: null }
  const sha = body.string('sha')
  if (sha === undefined) throw invalidRequest('Must supply either tree.sha or tree.content')
  if (type !== 'commit' && !(isWholeSha(sha) && (await git.readObject(sha))?.type === type)) {
    throw new Refusal(422, `tree.sha ${sha} is not a valid ${type}`)
  }
  return { path, mode, sha }
}
