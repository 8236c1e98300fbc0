import type { GitCommit } from '../git/git-repository.js'
import type { PullRequest, Repository } from './entities.js'
import { userByEmail } from './users.js'
import type { World } from './world.js'

/** The message that merging writes, title and body apart. */
export interface MergeMessage {
  readonly title: string
  readonly body: string
}

export function mergeCommitMessage({ number, head, title }: PullRequest): MergeMessage {
  return { title: `Merge pull request #${number} from ${head.repository.owner.login}/${head.ref}`, body: title }
}

/** One commit lends its own message; several are listed. `commits` oldest first. */
export function squashMessage(world: World, pullRequest: PullRequest, commits: readonly GitCommit[]): MergeMessage {
  const { number, title } = pullRequest
  const [only] = commits
  if (only && commits.length === 1) {
    const message = split(only.message)
    return { title: `${message.title} (#${number})`, body: message.body }
  }
  const list = commits.map((commit) => {
    const message = split(commit.message)
    return message.body === '' ? `* ${message.title}` : `* ${message.title}\n\n${message.body}`
  })
  const trailers = coAuthors(world, pullRequest, commits)
  const parts = [...list, ...(trailers.length > 0 ? [`---------\n\n${trailers.join('\n')}`] : [])]
  return { title: `${title} (#${number})`, body: parts.join('\n\n') }
}

/** What the form on a pull request's page holds before anybody edits it. */
export function fullMessage({ title, body }: MergeMessage): string {
  return body === '' ? title : `${title}\n\n${body}`
}

/** `owner/branch` is only for people; a pull request of the same repository is told by its branch. */
export function isCrossRepository(repository: Repository, { head }: PullRequest): boolean {
  return head.repository !== repository
}

function split(message: string): MergeMessage {
  const [title = '', ...rest] = message.split('\n')
  return { title, body: rest.join('\n').trim() }
}

/** Whoever wrote a commit and is not the author of the squashed one. */
function coAuthors(world: World, { author }: PullRequest, commits: readonly GitCommit[]): string[] {
  const others = commits
    .map((commit) => commit.author)
    .filter(({ email }) => userByEmail(world, email)?.id !== author.id)
  return [...new Set(others.map(({ name, email }) => `Co-authored-by: ${name} <${email}>`))]
}
