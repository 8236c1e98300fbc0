import { describe, expect } from '@jest/globals'
import { nodeIdOf } from '../../src/local-github/world/ids.js'
import { answersIn, deploymentsOf } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'

const config = `environments:
  staging: {}
pull-requests:
  preview: off
`

const commands = ['/deploy staging', '/rollback staging', '/lock staging', '/unlock staging', '/approve staging']
const dayMs = 24 * 60 * 60_000

describe('a resync', () => {
  scenario(
    'of 400 open pull requests with 5,000 old comments executes nothing, and follows what is new',
    async (story) => {
      const { repo, maintainer, bot, world, settles } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await bot.goesAway()
      const numbers = [pullRequest.number]
      while (numbers.length < 400) numbers.push((await maintainer.proposes(`feat: part ${numbers.length}`)).number)
      const createdAt = new Date(world.clock().getTime() - 2 * dayMs).toISOString()
      for (let count = 0; count < 5_000; count += 1) {
        const id = world.ids.number()
        const issueNumber = numbers[count % numbers.length] ?? 0
        const body = commands[count % commands.length] ?? ''
        const said = { id, nodeId: nodeIdOf('IC', id), author: pullRequest.author, issueNumber, body }
        repo.entity.comments.set(id, { ...said, createdAt, updatedAt: createdAt, reactions: [] })
      }
      await bot.restarts()
      await settles()
      expect(deploymentsOf(story)).toEqual([])
      expect([...repo.entity.comments.values()].filter(({ author }) => author.type === 'Bot')).toEqual([])
      expect(await repo.head('landfall/environment/staging')).toBeUndefined()

      await maintainer.comments(pullRequest, '/deploy staging')
      expect(deploymentsOf(story)).toHaveLength(1)
      expect(answersIn(story, pullRequest)).toHaveLength(1)
    },
    { config, weathers: 'none', timeout: 240_000 },
  )
})
