import { describe, expect } from '@jest/globals'
import type { PullRequest, User } from '../../src/local-github/world/entities.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import { createFork } from '../../src/local-github/world/forks.js'
import { editPullRequest, openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { setCollaborator } from '../../src/local-github/world/repositories.js'
import { createReview } from '../../src/local-github/world/reviews.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { createUser, findUser } from '../../src/local-github/world/users.js'
import { addComment } from '../../src/local-github/world/comments.js'
import { answersIn, deployerSays, deploymentsOf, listsEnvironments } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = 'environments:\n  staging: {}\n'
const deploying = expect.stringMatching(/^Deploying \w{7} to \*\*\w+\*\*: nobody has taken it up yet\.$/)

/** The newest answer shows that a gate refuses, or that it waits. */
function shows(story: Story, thread: PullRequest, mark: '❌' | '⏳', gate: string, seen = ''): void {
  expect(answersIn(story, thread).at(-1)).toContain(`| ${mark} | \`${gate}\` | ${seen}`)
  expect(deploymentsOf(story).filter(({ state }) => state === 'created')).toEqual([])
}

function person({ world }: Story, login: string): User {
  return findUser(world, login) ?? createUser(world, { login })
}

async function says(story: Story, login: string, { number }: PullRequest, body: string): Promise<void> {
  const { world, repo, settles } = story
  await addComment(world, repo.entity, { kind: 'user', user: person(story, login) }, number, body)
  await settles()
}

async function reports(story: Story, sha: string, context: string, state: 'success' | 'failure'): Promise<void> {
  const { world, repo, settles } = story
  await createStatus(world, repo.entity, { kind: 'user', user: repo.entity.owner }, { sha, state, context })
  await settles()
}

/** What the default branch asks of pull requests, by the API, as its owner sets it. */
async function protects(story: Story, rules: object): Promise<void> {
  const { world, repo } = story
  const { owner, name, defaultBranch } = repo.entity
  const path = `/repos/${owner.login}/${name}/branches/${defaultBranch}/protection`
  const none = { required_status_checks: null, enforce_admins: null, required_pull_request_reviews: null }
  const response = await fetch(`${world.url}/api/v3${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${person(story, 'maya').token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...none, restrictions: null, ...rules }),
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
}

describe('the gates of a deployment', () => {
  scenario(
    '`draft`: a draft is refused, and let through when it is ready',
    async (story) => {
      const { repo, maintainer, world } = story
      await repo.released('v1.0.0')
      const thread = await maintainer.proposes('feat: dark mode')
      const owner = { kind: 'user', user: repo.entity.owner } as const
      await editPullRequest(world, repo.entity, owner, thread.number, { draft: true })
      await maintainer.comments(thread, '/deploy staging')
      shows(story, thread, '❌', 'draft', 'a draft: mark it as ready first')
      await editPullRequest(world, repo.entity, owner, thread.number, { draft: false })
      await maintainer.comments(thread, '/deploy staging')
      expect(answersIn(story, thread).at(-1)).toEqual(deploying)
    },
    { config, atMostOnce: true },
  )

  scenario(
    '`fork`: only where it is allowed, and by the whole name of the commit',
    async (story) => {
      const { repo, maintainer, world, settles } = story
      await repo.released('v1.0.0')
      const actor = { kind: 'user', user: createUser(world, { login: `fiona-${world.ids.number()}` }) } as const
      const { defaultBranch } = repo.entity
      const fork = await createFork(world, repo.entity, actor, { owner: actor.user })
      await commitFiles(world, fork, actor, { branch: defaultBranch, message: 'feat: a', files: { a: 'a' } })
      const content = { title: 'feat: a', body: '', head: `${actor.user.login}:${defaultBranch}`, base: defaultBranch }
      const thread = await openPullRequest(world, repo.entity, actor, content)
      await settles()
      const { sha } = thread.head
      for (const body of ['/deploy staging', `/deploy staging ${sha.slice(0, 12)}`]) {
        await maintainer.comments(thread, body)
        shows(story, thread, '❌', 'fork', 'from a fork: name the commit that you have read')
      }
      await maintainer.comments(thread, `/deploy production ${sha}`)
      shows(story, thread, '❌', 'fork', 'from a fork, whose code is not run here')
      await maintainer.comments(thread, `/deploy staging ${sha}`)
      expect(answersIn(story, thread).at(-1)).toEqual(deploying)
    },
    // A fork has the name of its repository, so each telling needs an owner of its own.
    { config: 'environments:\n  staging:\n    allow: [forks]\n  production: {}\n', weathers: 'none' },
  )

  scenario(
    '`reviews`: waits for the review that the branch asks for, and goes ahead by itself',
    async (story) => {
      const { repo, maintainer, world, settles, passes } = story
      await repo.released('v1.0.0')
      await protects(story, { required_pull_request_reviews: { required_approving_review_count: 1 } })
      const thread = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(thread, '/deploy staging')
      shows(story, thread, '⏳', 'reviews', 'the branch asks for a review that is missing')
      const reviewer = { kind: 'user', user: person(story, 'sam') } as const
      createReview(world, repo.entity, reviewer, thread, { event: 'APPROVE' })
      await settles()
      await passes(15)
      expect(answersIn(story, thread)).toEqual([deploying])
    },
    { config, atMostOnce: true },
  )

  scenario(
    '`up-to-date`: a branch that is behind is refused, unless that is allowed',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const thread = await maintainer.proposes('feat: dark mode')
      await maintainer.pushes('fix: what everybody needs')
      await maintainer.comments(thread, '/deploy staging')
      shows(story, thread, '❌', 'up-to-date', 'lacks 1 commit of main, and would take them out')
      await maintainer.comments(thread, '/deploy preview')
      expect(answersIn(story, thread).at(-1)).toEqual(deploying)
    },
    { config: 'environments:\n  staging: {}\n  preview:\n    allow: [behind]\n', atMostOnce: true },
  )

  scenario(
    '`checks`: those that are required, and those that are named',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      await protects(story, { required_status_checks: { strict: false, contexts: ['build'] } })
      const thread = await maintainer.proposes('feat: dark mode')
      const { sha } = thread.head
      await reports(story, sha, 'lint', 'failure')
      await maintainer.comments(thread, '/deploy all')
      shows(story, thread, '❌', 'checks', 'failed: lint')
      await maintainer.comments(thread, '/deploy required')
      shows(story, thread, '⏳', 'checks', 'not finished: build')
      await maintainer.comments(thread, '/deploy named')
      shows(story, thread, '⏳', 'checks', 'not there yet: scan')
      await reports(story, sha, 'build', 'success')
      await passes(15)
      expect(deploymentsOf(story)).toEqual([{ environment: 'required', sha, state: 'created' }])
      await deployerSays(story, 'success')
      await reports(story, sha, 'scan', 'success')
      await passes(15)
      expect(deploymentsOf(story).map(({ environment }) => environment)).toEqual(['required', 'named'])
      expect(answersIn(story, thread).slice(-2)).toEqual([
        expect.stringMatching(/^\w{7} runs in \*\*required/),
        deploying,
      ])
    },
    {
      config: 'environments:\n  all: {}\n  required:\n    checks: required\n  named:\n    checks: [scan]\n',
      atMostOnce: true,
    },
  )

  scenario(
    '`order` and `soak`: the very commit, and long enough; then it goes ahead by itself',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const thread = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(thread, '/deploy staging')
      await deployerSays(story, 'success')
      await maintainer.comments(thread, '/deploy production')
      shows(story, thread, '⏳', 'soak', 'runs in staging; long enough at ')
      await passes(20)
      expect(deploymentsOf(story)).toHaveLength(1)
      await passes(20)
      expect(deploymentsOf(story).at(-1)).toEqual({
        environment: 'production',
        sha: thread.head.sha,
        state: 'created',
      })
      expect(answersIn(story, thread).at(-1)).toEqual(deploying)
    },
    { config: 'environments:\n  staging: {}\n  production:\n    after: staging\n    soak: 30m\n', atMostOnce: true },
  )

  scenario(
    '`freeze`: waits for its end, and goes ahead by itself',
    async (story) => {
      const { repo, maintainer, world, passes } = story
      await repo.released('v1.0.0')
      const moment = (hours: number) => {
        const [day = '', , , , time = ''] = new Date(world.clock().getTime() + hours * 3_600_000)
          .toUTCString()
          .split(' ')
        return `${day.slice(0, 3)} ${time.slice(0, 5)}`
      }
      await listsEnvironments(story, `environments:\n  staging:\n    freeze: ["${moment(-1)} - ${moment(2)}"]\n`)
      const thread = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(thread, '/deploy staging')
      shows(story, thread, '⏳', 'freeze', 'a freeze until ')
      await passes(90)
      expect(deploymentsOf(story)).toEqual([])
      await passes(45)
      expect(answersIn(story, thread)).toEqual([deploying])
    },
    // Each telling has another time, and so another configuration.
    { config, weathers: 'none' },
  )

  scenario(
    '`approvals`: neither the author nor who asks nor who may only push, but one who may maintain',
    async (story) => {
      const { repo, contributor, world, passes } = story
      await repo.released('v1.0.0')
      setCollaborator(world, repo.entity, person(story, 'wim'), 'write')
      const thread = await contributor.proposes('feat: dark mode')
      await says(story, 'wim', thread, '/deploy production')
      shows(story, thread, '⏳', 'approvals', '0 of 1 by people who may maintain (nobody yet)')
      for (const login of ['sam', 'wim', 'maya']) await says(story, login, thread, '/approve production')
      await passes(15)
      expect(answersIn(story, thread)).toEqual([
        deploying,
        'Nothing was approved: sam is not among those whose word counts for **production**.',
        'Nothing was approved: wim is not among those whose word counts for **production**.',
        expect.stringMatching(/^maya agrees to \w{7} in \*\*production\*\*\.$/),
      ])
    },
    { config: 'environments:\n  production:\n    approvals: 1 by maintain\n', atMostOnce: true },
  )

  scenario(
    '`approvals`: the author’s own does not count, though they may maintain',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const thread = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(thread, '/deploy production')
      await maintainer.comments(thread, '/approve production')
      await passes(15)
      expect(answersIn(story, thread).at(-1)).toMatch(/^Nothing was approved: maya asked for it, or wrote it/)
      expect(deploymentsOf(story)).toEqual([])
    },
    { config: 'environments:\n  production:\n    approvals: 1\n' },
  )

  scenario(
    '`concurrency`: whoever deploys there, it waits, and goes ahead by itself',
    async (story) => {
      const { repo, maintainer, world, settles, passes } = story
      const sha = await repo.released('v1.0.0')
      const owner = { kind: 'user', user: repo.entity.owner } as const
      const theirs = createDeployment(world, repo.entity, owner, { sha, ref: sha, environment: 'staging' })
      createDeploymentStatus(world, repo.entity, owner, theirs, { state: 'in_progress' })
      const thread = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(thread, '/deploy staging')
      shows(story, thread, '⏳', 'concurrency')
      createDeploymentStatus(world, repo.entity, owner, theirs, { state: 'success' })
      await settles()
      await passes(15)
      expect(answersIn(story, thread)).toEqual([deploying])
    },
    { config, atMostOnce: true },
  )
})
