import type {
  Actor,
  Issue,
  MergeMethod,
  PullRequest,
  Release,
  Repository,
  User,
} from '../../src/local-github/world/entities.js'
import { addComment, editComment, findThread } from '../../src/local-github/world/comments.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { linkIssue } from '../../src/local-github/world/issue-links.js'
import { editIssue, openIssue } from '../../src/local-github/world/issues.js'
import { addLabels, setLabels } from '../../src/local-github/world/labels.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { editPullRequest, openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { rerequestCheckRun } from '../../src/local-github/world/rerequest-checks.js'
import { createRef, deleteRef } from '../../src/local-github/world/refs.js'
import { createRelease, editRelease } from '../../src/local-github/world/releases.js'
import { gitOf } from '../../src/local-github/world/repositories.js'
import type { World } from '../../src/local-github/world/world.js'

/** What people do; each verb waits until everything that follows from it is done. */
export interface Person {
  /** Commits straight to the default branch, a commit for each message. Gives the last sha. */
  pushes(...messages: string[]): Promise<string>
  commits(commit: { message: string; files: Record<string, string | null>; branch?: string }): Promise<string>
  /** Opens a pull request with a commit for each message; its title is the first one. */
  proposes(...messages: string[]): Promise<PullRequest>
  /** As `proposes`, with a description. */
  proposesWith(proposal: { messages: readonly string[]; body: string }): Promise<PullRequest>
  /** Opens a pull request into another branch than the default one; its title is the first message, where none is given. */
  proposesInto(
    base: string,
    proposal: { messages: readonly string[]; title?: string; body?: string },
  ): Promise<PullRequest>
  merges(pullRequest: Pick<PullRequest, 'number'>, method?: MergeMethod): Promise<{ sha: string }>
  edits(
    pullRequest: Pick<PullRequest, 'number'>,
    change: { title?: string; body?: string; base?: string },
  ): Promise<void>
  opens(issue: { title: string; body?: string }): Promise<Issue>
  /** An issue, or a pull request. */
  reopens(thread: Pick<Issue, 'number'>): Promise<void>
  closes(pullRequest: Pick<PullRequest, 'number'>): Promise<void>
  /** Closes an issue by hand; as completed where no reason is given. */
  closesIssue(issue: Pick<Issue, 'number'>, reason?: 'completed' | 'not_planned' | 'duplicate'): Promise<void>
  /** Links a pull request with an issue in the sidebar. */
  links(pullRequest: Pick<PullRequest, 'number'>, issue: Pick<Issue, 'number'>): Promise<void>
  /** Puts a label on an issue or a pull request. */
  labels(thread: Pick<Issue, 'number'>, label: string): Promise<void>
  /** Takes a label off; an error where the thread does not carry it. */
  unlabels(thread: Pick<Issue, 'number'>, label: string): Promise<void>
  tags(name: string, sha: string): Promise<void>
  untags(name: string): Promise<void>
  /** Publishes a release by hand. */
  publishes(tag: string, sha: string): Promise<void>
  /** Uploads a file to a draft, as a workflow does; GitHub tells nobody of it. */
  uploads(tag: string, name: string): Promise<void>
  /** Publishes a draft. */
  publishesDraft(tag: string): Promise<void>
  /** Makes a branch with one commit on top of another; gives its sha. */
  branches(name: string, from: string, message: string): Promise<string>
  /** A commit with no history; gives its sha. */
  beginsAnew(message: string): Promise<string>
  deletes(branch: string): Promise<void>
  /** Gives the comment's id. */
  comments(thread: Pick<PullRequest, 'number'>, body: string): Promise<number>
  rewrites(comment: number, body: string): Promise<void>
  /** Presses "Re-run" on the newest run of a check. */
  reruns(sha: string, check: string): Promise<void>
}

export function createPerson(world: World, repository: Repository, user: User, settled: () => Promise<void>): Person {
  const actor: Actor = { kind: 'user', user }
  let count = 0

  async function commit(message: string, branch = repository.defaultBranch): Promise<string> {
    count += 1
    const files = { [`notes/${user.login}-${count}.txt`]: `${message}\n` }
    return commitFiles(world, repository, actor, { branch, message, files })
  }

  function threadOf({ number }: Pick<Issue, 'number'>): Issue | PullRequest {
    const thread = findThread(repository, number)
    if (thread === undefined) throw new Error(`there is no #${number}`)
    return thread
  }

  function issueOf(asked: Pick<Issue, 'number'>): Issue {
    const thread = threadOf(asked)
    if ('head' in thread) throw new Error(`#${asked.number} is no issue`)
    return thread
  }

  async function proposes(
    messages: readonly string[],
    body: string,
    { into = repository.defaultBranch, title = messages[0]?.split('\n')[0] ?? '' } = {},
  ): Promise<PullRequest> {
    count += 1
    const branch = `${user.login}-${count}`
    const base = await gitOf(world, repository).resolve(`refs/heads/${into}`)
    await createRef(world, repository, actor, `refs/heads/${branch}`, base ?? '')
    for (const message of messages) await commit(message, branch)
    const opened = { title, body, head: branch, base: into }
    const pullRequest = await openPullRequest(world, repository, actor, opened)
    await settled()
    return pullRequest
  }

  function draftOf(tag: string): Release {
    const found = [...repository.releases.values()].find(({ tagName, draft }) => draft && tagName === tag)
    if (found === undefined) throw new Error(`there is no draft of ${tag}`)
    return found
  }

  return {
    async pushes(...messages) {
      let sha = ''
      for (const message of messages) sha = await commit(message)
      await settled()
      return sha
    },
    async commits({ message, files, branch = repository.defaultBranch }) {
      const sha = await commitFiles(world, repository, actor, { branch, message, files })
      await settled()
      return sha
    },
    proposes: (...messages) => proposes(messages, ''),
    proposesWith: ({ messages, body }) => proposes(messages, body),
    proposesInto: (into, { messages, title, body = '' }) =>
      proposes(messages, body, { into, ...(title === undefined ? {} : { title }) }),
    async merges({ number }, method = 'merge') {
      const { sha } = await mergePullRequest(world, repository, actor, number, { method })
      await settled()
      return { sha }
    },
    async edits({ number }, change) {
      await editPullRequest(world, repository, actor, number, change)
      await settled()
    },
    async opens({ title, body = '' }) {
      const issue = await openIssue(world, repository, actor, { title, body })
      await settled()
      return issue
    },
    async reopens({ number }) {
      const issue = repository.issues.get(number)
      if (issue === undefined) await editPullRequest(world, repository, actor, number, { state: 'open' })
      else if (issue.state === 'closed') editIssue(world, repository, actor, issue, { state: 'open' })
      await settled()
    },
    async closes({ number }) {
      await editPullRequest(world, repository, actor, number, { state: 'closed' })
      await settled()
    },
    async closesIssue(asked, stateReason = 'completed') {
      const issue = issueOf(asked)
      if (issue.state === 'closed') throw new Error(`#${issue.number} is closed already`)
      editIssue(world, repository, actor, issue, { state: 'closed', stateReason })
      await settled()
    },
    async links({ number }, issue) {
      const pullRequest = repository.pullRequests.get(number)
      if (pullRequest === undefined) throw new Error(`#${number} is no pull request`)
      linkIssue(world, actor, pullRequest, issueOf(issue))
      await settled()
    },
    async labels(asked, label) {
      addLabels(world, repository, actor, threadOf(asked), [label])
      await settled()
    },
    async unlabels(asked, label) {
      const thread = threadOf(asked)
      if (!thread.labels.includes(label)) throw new Error(`#${thread.number} does not carry ${label}`)
      const left = thread.labels.filter((name) => name !== label)
      setLabels(world, repository, actor, thread, left)
      await settled()
    },
    async tags(name, sha) {
      await createRef(world, repository, actor, `refs/tags/${name}`, sha)
      await settled()
    },
    async untags(name) {
      await deleteRef(world, repository, actor, `refs/tags/${name}`)
      await settled()
    },
    async publishes(tag, sha) {
      await createRef(world, repository, actor, `refs/tags/${tag}`, sha)
      await createRelease(world, repository, actor, { tagName: tag, name: tag, body: 'By hand.' })
      await settled()
    },
    async uploads(tag, name) {
      const path = `/repos/${repository.owner.login}/${repository.name}/releases/${draftOf(tag).id}`
      const headers = { authorization: `Bearer ${user.token}`, 'content-type': 'application/octet-stream' }
      const { upload_url: url } = await json(fetch(`${world.url}/api/v3${path}`, { headers }), 200)
      const upload = `${String(url).replace(/\{.*/, '')}?name=${encodeURIComponent(name)}`
      await json(fetch(upload, { method: 'POST', headers, body: `the bytes of ${name}\n` }), 201)
      await settled()
    },
    async publishesDraft(tag) {
      await editRelease(world, repository, actor, draftOf(tag), { draft: false })
      await settled()
    },
    async branches(name, from, message) {
      await createRef(world, repository, actor, `refs/heads/${name}`, from)
      const sha = await commit(message, name)
      await settled()
      return sha
    },
    async beginsAnew(message) {
      const git = gitOf(world, repository)
      const tree = await git.writeTree([])
      const signature = { name: user.name, email: user.email, date: world.clock().toISOString() }
      return git.writeCommit({ tree, parents: [], message, author: signature, committer: signature })
    },
    async comments({ number }, body) {
      const { id } = await addComment(world, repository, actor, number, body)
      await settled()
      return id
    },
    async rewrites(id, body) {
      const comment = repository.comments.get(id)
      if (comment === undefined) throw new Error(`there is no comment ${id}`)
      await editComment(world, repository, actor, comment, body)
      await settled()
    },
    async reruns(sha, check) {
      const runs = [...repository.checkRuns.values()].filter(({ headSha, name }) => headSha === sha && name === check)
      const newest = runs.at(-1)
      if (newest === undefined) throw new Error(`there is no check ${check} on ${sha}`)
      rerequestCheckRun(world, repository, actor, newest)
      await settled()
    },
    async deletes(branch) {
      await deleteRef(world, repository, actor, `refs/heads/${branch}`)
      await settled()
    },
  }
}

async function json(asked: Promise<Response>, status: number): Promise<Record<string, unknown>> {
  const response = await asked
  const body = (await response.json()) as Record<string, unknown>
  if (response.status !== status) throw new Error(`GitHub answered ${response.status}: ${String(body['message'])}`)
  return body
}
