import type { GitCommit } from '../git/git-repository.js'

/** A commit as check suites show it: who, when and what, without URLs. */
export function presentSimpleCommit({ sha, tree, message, author, committer }: GitCommit): object {
  return {
    id: sha,
    tree_id: tree,
    message: message.replace(/\n$/, ''),
    timestamp: new Date(committer.date).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  }
}
