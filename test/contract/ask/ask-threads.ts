import type { Octokit } from '@octokit/rest'
import { refused } from './refused.js'
import { mainOf, type Where } from './where.js'

export async function askIssues(octokit: Octokit, where: Where): Promise<void> {
  const { data: issue } = await octokit.rest.issues.create({
    ...where,
    title: 'No way in',
    body: 'the door is shut',
    labels: ['bug'],
  })
  const thread = { ...where, issue_number: issue.number }
  await octokit.rest.issues.get(thread)
  const { data: comment } = await octokit.rest.issues.createComment({ ...thread, body: 'Seen @sam' })
  const named = { ...where, comment_id: comment.id }
  await octokit.rest.issues.getComment(named)
  await octokit.rest.issues.updateComment({ ...named, body: 'Seen' })
  await octokit.rest.issues.listComments({ ...thread, per_page: 100 })
  await octokit.rest.issues.listCommentsForRepo({
    ...where,
    sort: 'updated',
    direction: 'desc',
    since: '2020-01-01T00:00:00Z',
  })
  const { data: reaction } = await octokit.rest.reactions.createForIssueComment({ ...named, content: 'eyes' })
  await octokit.rest.reactions.createForIssueComment({ ...named, content: 'eyes' })
  await octokit.rest.reactions.listForIssueComment({ ...named, content: 'eyes', per_page: 1 })
  await octokit.rest.reactions.deleteForIssueComment({ ...named, reaction_id: reaction.id })
  await octokit.rest.issues.deleteComment(named)
  await octokit.rest.issues.update({
    ...thread,
    title: 'A way in',
    state: 'closed',
    state_reason: 'completed',
    assignees: [where.owner],
  })
  await octokit.rest.issues.update({ ...thread, state: 'open' })
  await octokit.rest.issues.listForRepo({ ...where, state: 'all', labels: 'bug', sort: 'created', per_page: 1 })
}

export async function askLabels(octokit: Octokit, where: Where): Promise<void> {
  const label = { ...where, name: 'autorelease: pending' }
  await octokit.rest.issues.createLabel({ ...label, color: 'ededed', description: 'waits' })
  await octokit.rest.issues.getLabel(label)
  await octokit.rest.issues.updateLabel({ ...label, color: 'd4c5f9' })
  await octokit.rest.issues.listLabelsForRepo({ ...where, per_page: 1 })
  const thread = { ...where, issue_number: 1 }
  await octokit.rest.issues.addLabels({ ...thread, labels: [label.name] })
  await octokit.rest.issues.listLabelsOnIssue(thread)
  await octokit.rest.issues.setLabels({ ...thread, labels: ['released', label.name] })
  await octokit.rest.issues.removeLabel({ ...thread, name: label.name })
  await octokit.rest.issues.removeAllLabels(thread)
  await octokit.rest.issues.deleteLabel(label)
}

export async function askPullRequests(octokit: Octokit, where: Where): Promise<void> {
  const main = await mainOf(octokit, where)
  await octokit.rest.git.createRef({ ...where, ref: 'refs/heads/offer', sha: main })
  const file = { ...where, branch: 'offer', path: 'offer.txt', message: 'feat: offer', content: 'b2ZmZXIK' }
  await octokit.rest.repos.createOrUpdateFileContents(file)
  const { data: opened } = await octokit.rest.pulls.create({
    ...where,
    title: 'feat: offer',
    head: 'offer',
    base: 'main',
    body: 'closes #1',
  })
  const named = { ...where, pull_number: opened.number }
  await octokit.rest.pulls.get(named)
  await octokit.rest.pulls.update({ ...named, title: 'feat: an offer', body: 'closes #1, at last' })
  await octokit.rest.issues.addLabels({ ...where, issue_number: opened.number, labels: ['offered'] })
  await octokit.rest.issues.get({ ...where, issue_number: opened.number })
  await octokit.rest.pulls.list({
    ...where,
    state: 'all',
    head: `${where.owner}:offer`,
    sort: 'updated',
    direction: 'desc',
  })
  await octokit.rest.repos.createOrUpdateFileContents({ ...file, branch: 'main', path: 'moved-on.txt' })
  await octokit.rest.pulls.updateBranch(named)
  await octokit.rest.pulls.listCommits(named)
  await octokit.rest.pulls.listFiles(named)
  await octokit.rest.pulls.get({ ...named, mediaType: { format: 'diff' } })
  await refused(404, octokit.rest.pulls.checkIfMerged(named))
  const message = { commit_title: 'feat: an offer (#2)', commit_message: 'closes #1' }
  await octokit.rest.pulls.merge({ ...named, ...message, merge_method: 'squash', sha: await headOf(octokit, named) })
  await octokit.rest.pulls.checkIfMerged(named)
  await octokit.rest.pulls.get(named)
  await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...where, commit_sha: main })
  await refused(405, octokit.rest.pulls.merge(named))
}

async function headOf(octokit: Octokit, named: Where & { pull_number: number }): Promise<string> {
  const { data } = await octokit.rest.pulls.get(named)
  return data.head.sha
}
