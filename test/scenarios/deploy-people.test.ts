import { describe, expect } from '@jest/globals'
import { addComment, editComment } from '../../src/local-github/world/comments.js'
import type { User } from '../../src/local-github/world/entities.js'
import { setCollaborator } from '../../src/local-github/world/repositories.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { createUser, findUser } from '../../src/local-github/world/users.js'
import { answersIn, deployerSays, deploymentsOf, recordOf } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = 'environments:\n  staging: {}\n'

function person({ world }: Story, login: string, type: User['type'] = 'User'): User {
  return findUser(world, login) ?? createUser(world, { login, type })
}

/** Several comments before anything follows from any of them. */
async function sayAtOnce(
  { world, repo, settles }: Story,
  ...said: readonly { user: User; thread: { readonly number: number }; body: string }[]
): Promise<void> {
  for (const { user, thread, body } of said)
    await addComment(world, repo.entity, { kind: 'user', user }, thread.number, body)
  await settles()
}

describe('who says /deploy', () => {
  scenario(
    'a stranger and an outside collaborator who may only read are refused, one who may write is let through',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const thread = await maintainer.proposes('feat: dark mode')
      const [stranger, reader, writer] = [person(story, 'eve'), person(story, 'rob'), person(story, 'wim')]
      setCollaborator(story.world, repo.entity, reader, 'read')
      setCollaborator(story.world, repo.entity, writer, 'write')
      for (const user of [stranger, reader]) {
        for (const body of ['/deploy staging', '/rollback staging', '/lock staging', '/unlock staging'])
          await sayAtOnce(story, { user, thread, body })
      }
      expect(deploymentsOf(story)).toEqual([])
      expect(await recordOf(story, 'staging')).toBeUndefined()
      const refusals = answersIn(story, thread)
      expect(refusals).toHaveLength(8)
      for (const answer of refusals) expect(answer).toMatch(/(?:eve|rob) may not push to this repository/)
      await sayAtOnce(story, { user: writer, thread, body: '/deploy staging' })
      expect(deploymentsOf(story)).toHaveLength(1)
      expect(answersIn(story, thread)).toHaveLength(9)
    },
    { config, atMostOnce: true },
  )

  scenario(
    'of a role that an organization made up the flags count, and not its name',
    async (story) => {
      const { repo, maintainer, world } = story
      await repo.released('v1.0.0')
      const thread = await maintainer.proposes('feat: dark mode')
      const [named, able] = [person(story, 'nora'), person(story, 'abel')]
      const { customRoles } = world.records(repo.entity)
      setCollaborator(world, repo.entity, named, 'read')
      setCollaborator(world, repo.entity, able, 'write')
      customRoles.set('nora', 'admin of the docs')
      customRoles.set('abel', 'reader')
      await sayAtOnce(story, { user: named, thread, body: '/deploy staging' })
      expect(answersIn(story, thread)).toEqual([expect.stringContaining('nora may not push')])
      await sayAtOnce(story, { user: able, thread, body: '/deploy staging' })
      expect(answersIn(story, thread).at(-1)).toMatch(/^Deploying/)
      expect(deploymentsOf(story)).toHaveLength(1)
    },
    { config, atMostOnce: true },
  )

  scenario(
    'two at once are let in one after the other',
    async (story) => {
      const { repo, maintainer, contributor, passes } = story
      await repo.released('v1.0.0')
      const one = await maintainer.proposes('feat: dark mode')
      const other = await contributor.proposes('feat: light mode')
      const [maya, sam] = [person(story, 'maya'), person(story, 'sam')]
      const body = '/deploy staging'
      await sayAtOnce(story, { user: maya, thread: one, body }, { user: sam, thread: other, body })
      await passes(2)
      expect(deploymentsOf(story)).toEqual([{ environment: 'staging', sha: one.head.sha, state: 'created' }])
      expect(answersIn(story, other)).toEqual([
        expect.stringMatching(/⏳ \| `concurrency` \| \w{7} is being deployed to staging/),
      ])
      await deployerSays(story, 'success')
      await passes(20)
      expect(deploymentsOf(story)).toEqual([
        { environment: 'staging', sha: one.head.sha, state: 'success' },
        { environment: 'staging', sha: other.head.sha, state: 'created' },
      ])
      expect(answersIn(story, one)).toEqual([expect.stringMatching(/^\w{7} runs in/)])
      expect(answersIn(story, other)).toEqual([expect.stringMatching(/nobody has taken it up yet/)])
    },
    { config, atMostOnce: true },
  )

  scenario(
    'one who comes while the answer about another is lost waits until that shows',
    async (story) => {
      const { repo, maintainer, contributor, github, passes } = story
      await repo.released('v1.0.0')
      const one = await maintainer.proposes('feat: dark mode')
      const other = await contributor.proposes('feat: light mode')
      github.failsOnce('POST /repos/{owner}/{repo}/deployments', { kind: 'reset', when: 'before' })
      await maintainer.comments(one, '/deploy staging')
      await contributor.comments(other, '/deploy staging')
      await passes(20)
      expect(answersIn(story, one)).toEqual([expect.stringMatching(/^\*\*It is not known/)])
      expect(answersIn(story, other)).toEqual([expect.stringMatching(/^Deploying/)])
      expect(deploymentsOf(story)).toMatchObject([{ sha: other.head.sha }])
    },
    { config, atMostOnce: true },
  )

  scenario(
    'of two who lock at once exactly one does, and whoever deploys behind a lock finds it',
    async (story) => {
      const { repo, maintainer, contributor, passes } = story
      await repo.released('v1.0.0')
      const one = await maintainer.proposes('feat: dark mode')
      const other = await contributor.proposes('feat: light mode')
      const [maya, sam] = [person(story, 'maya'), person(story, 'sam')]
      await sayAtOnce(
        story,
        { user: maya, thread: one, body: '/lock staging' },
        { user: sam, thread: other, body: '/lock staging' },
      )
      await passes(2)
      const answers = [...answersIn(story, one), ...answersIn(story, other)]
      expect(answers.filter((answer) => answer.startsWith('Staging is locked for'))).toHaveLength(1)
      expect(answers.filter((answer) => answer.startsWith('Nothing was done: staging is locked for'))).toHaveLength(1)
      await maintainer.comments(one, '/unlock staging')
      await passes(2)
      await sayAtOnce(
        story,
        { user: sam, thread: other, body: '/lock staging for 1h' },
        { user: maya, thread: one, body: '/deploy staging' },
      )
      await passes(2)
      expect(answersIn(story, one).at(-1)).toMatch(
        new RegExp(`❌ \\| \`lock\` \\| staging is locked for #${other.number}`),
      )
      expect(answersIn(story, other).at(-1)).toMatch(/^Staging is locked for/)
      expect(deploymentsOf(story)).toEqual([])
    },
    { config },
  )

  scenario(
    'what somebody wrote into a reply of ours drives nothing, and a bot says nothing that counts',
    async (story) => {
      const { repo, maintainer, world, settles, passes } = story
      await repo.released('v1.0.0')
      const thread = await maintainer.proposes('feat: dark mode')
      const owner = { kind: 'user', user: repo.entity.owner } as const
      const report = { sha: thread.head.sha, context: 'build' } as const
      await createStatus(world, repo.entity, owner, { ...report, state: 'pending' })
      await maintainer.comments(thread, '/deploy staging')
      const ours = [...repo.entity.comments.values()].find(({ author }) => author.type === 'Bot')
      if (ours === undefined) throw new Error('there is no reply')
      await editComment(world, repo.entity, owner, ours, ours.body.replace('by=maya', 'by=sam'))
      await createStatus(world, repo.entity, owner, { ...report, state: 'success' })
      await settles()
      const bot = person(story, 'helper[bot]', 'Bot')
      await sayAtOnce(story, { user: bot, thread, body: '/deploy staging' })
      await passes(30)
      expect(deploymentsOf(story)).toEqual([])
      expect(await recordOf(story, 'staging')).toMatchObject({ waiting: [] })
      expect(repo.repliesIn(thread)).toHaveLength(2)
    },
    { config },
  )
})
