import { describe, expect, test } from '@jest/globals'
import { whereToLook, type Event } from '../../src/webhooks/where-to-look.js'

const repository = { full_name: 'acme/harbour' }
const maya = { login: 'maya' }

/** Payloads of GitHub have hundreds of fields; the door reads these. */
function webhook(name: Event['name'], payload: object): Event {
  return {
    id: '1',
    name,
    payload: { repository, sender: maya, installation: { id: 5 }, ...payload },
  } as unknown as Event
}

const harbour = { installationId: 5, owner: 'acme', name: 'harbour' }

describe('the door', () => {
  test('a push says where to look, with its head as a hint', () => {
    expect(whereToLook(webhook('push', { after: 'abc' }), 'landfall[bot]')).toEqual([
      { repo: harbour, hints: { shas: ['abc'], pullRequests: [], comments: [] }, changed: true },
    ])
  })

  test('a pull request is hinted at by its number', () => {
    const [job] = whereToLook(
      webhook('pull_request', { action: 'closed', pull_request: { number: 4 } }),
      'landfall[bot]',
    )
    expect(job?.hints.pullRequests).toEqual([4])
  })

  test.each<[string, Event]>([
    ['what the bot did itself', webhook('push', { after: 'abc', sender: { login: 'landfall[bot]' } })],
    ['a webhook of no installation', webhook('push', { after: 'abc', installation: undefined })],
    ['an action that changes no release', webhook('pull_request', { action: 'assigned', pull_request: { number: 4 } })],
    ['an installation that goes', webhook('installation', { action: 'deleted', repositories: [repository] })],
  ])('%s costs nothing', (_, event) => {
    expect(whereToLook(event, 'landfall[bot]')).toEqual([])
  })

  test('an installation is looked at repository by repository', () => {
    const event = webhook('installation_repositories', {
      action: 'added',
      repository: undefined,
      repositories_added: [repository, { full_name: 'acme/pier' }],
    })
    expect(whereToLook(event, 'landfall[bot]').map(({ repo }) => repo)).toEqual([harbour, { ...harbour, name: 'pier' }])
  })
})
