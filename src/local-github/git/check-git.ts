import { gitProblem } from './check-git-version.js'

/** This machine's git will not do; `message` is a sentence for people. */
export class GitError extends Error {
  constructor(
    readonly code: 'GIT_MISSING' | 'GIT_TOO_OLD',
    message: string,
  ) {
    super(message)
    this.name = 'GitError'
  }
}

/** @throws {GitError} where git is missing, or too old to merge without a work tree */
export async function checkGit(): Promise<void> {
  const problem = await gitProblem()
  if (problem) throw new GitError(problem.code, problem.message)
}
