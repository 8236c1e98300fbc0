import { describe, expect } from '@jest/globals'
import { answersIn, deploymentsOf, oursSays, recordOf, talkGoesOn } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'

const config = `environments:
  staging:
    on-failure: lock
`

describe('/deploy in an issue', () => {
  scenario(
    'is followed to its end, however much is said there and elsewhere',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'what runs where' })
      await maintainer.comments(issue, '/deploy staging v1.0.0')
      await talkGoesOn(story, issue, 12)
      await oursSays(story, 'failure')
      expect(answersIn(story, issue)).toEqual([
        expect.stringMatching(/^\*\*staging\*\* does not run \w{7}: the deployment ended with failure/),
      ])
      expect(deploymentsOf(story)).toMatchObject([{ environment: 'staging', state: 'failure' }])
      // In an issue nobody's change is at stake: whoever asked holds what failed.
      const lock = { cause: 'failure', owner: { kind: 'person', login: 'maya' } }
      expect(await recordOf(story, 'staging')).toMatchObject({ lock })
      await maintainer.comments(issue, '/status')
      expect(answersIn(story, issue).at(-1)).toMatch(
        /^\| environment \| runs \| lock \|\n.*\n\| staging \| nothing that a deployment tells of \| staging is locked for maya/m,
      )
    },
    { config, atMostOnce: true },
  )
})
