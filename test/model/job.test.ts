import { describe, expect, test } from '@jest/globals'
import { noHints, touchedEnvironments, uniteJobs, type Hints, type Job } from '../../src/model/job.js'

test('however many webhooks a job stands for, it carries the newest hundred hints', () => {
  const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
  const one = (sha: string): Job => ({ repo, hints: { ...noHints, shas: [sha] }, changed: true, priority: 'change' })
  const united = Array.from({ length: 250 }, (_, index) => one(`sha-${index}`)).reduce(uniteJobs)
  expect([united.hints.shas.length, united.hints.shas[0], united.hints.shas.at(-1)]).toEqual([
    100,
    'sha-150',
    'sha-249',
  ])
})

describe('the environments in which something may have happened', () => {
  const told = (environments: Hints['environments'], changed = true): Job => {
    const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
    return {
      repo,
      hints: environments === undefined ? noHints : { ...noHints, environments },
      changed,
      priority: 'change',
    }
  }
  const many = (from: number): string[] => Array.from({ length: 60 }, (_, index) => `preview-${from + index}`)

  test.each<[string, Job, Hints['environments']]>([
    ['are those that were told', told(['staging']), ['staging']],
    ['none where all that changed is elsewhere', told([]), []],
    ['all where something changed and nobody says what', told(undefined), 'all'],
    ['none where nothing changed', told(undefined, false), []],
    ['all where everything is looked at', told('all', false), 'all'],
    ['those of both jobs, each once', uniteJobs(told(['a', 'b']), told(['b', 'c'])), ['a', 'b', 'c']],
    ['those of one, where in the other nothing changed', uniteJobs(told(['a']), told(undefined, false)), ['a']],
    ['all where one does not say', uniteJobs(told(['a']), told(undefined)), 'all'],
    ['all where neither does', uniteJobs(told(undefined, false), told(undefined)), 'all'],
    ['all where one is told of all', uniteJobs(told('all', false), told(['a'])), 'all'],
    ['all rather than some of too many', uniteJobs(told(many(0)), told(many(60))), 'all'],
  ])('%s', (_, job, expected) => {
    expect(touchedEnvironments(job)).toEqual(expected)
  })
})
