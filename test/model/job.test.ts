import { expect, test } from '@jest/globals'
import { noHints, uniteJobs, type Job } from '../../src/model/job.js'

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
