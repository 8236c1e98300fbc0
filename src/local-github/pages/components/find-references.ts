import type { GitRepository } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'

/** What a text may refer to in its repository: `#12`, and commits by (part of) their sha. */
export interface References {
  readonly repository: Repository
  /** By the sha as it was written, the whole sha. */
  readonly commits: ReadonlyMap<string, string>
}

const shaLike = /(?<![\w./@#-])[0-9a-f]{7,40}(?![\w-])/g
const mostShas = 60

/** Looks up what the texts of a page seem to refer to; only what exists becomes a link. */
export async function findReferences(
  repository: Repository,
  git: Pick<GitRepository, 'readCommit'>,
  texts: Iterable<string>,
): Promise<References> {
  const written = new Set<string>()
  for (const text of texts) {
    for (const [sha] of text.slice(0, 100_000).matchAll(shaLike)) {
      if (written.size < mostShas && /[a-f]/.test(sha) && /\d/.test(sha)) written.add(sha)
    }
  }
  const commits = new Map<string, string>()
  for (const sha of written) {
    const commit = await git.readCommit(sha).catch(() => undefined)
    if (commit?.sha.startsWith(sha)) commits.set(sha, commit.sha)
  }
  return { repository, commits }
}

export function noReferences(repository: Repository): References {
  return { repository, commits: new Map() }
}
