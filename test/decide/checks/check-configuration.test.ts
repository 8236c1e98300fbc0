import { describe, expect, test } from '@jest/globals'
import { checkConfiguration } from '../../../src/decide/checks/check-configuration.js'
import { configCheckName, noChecks, type ReportedChecks } from '../../../src/model/check-run.js'
import { configPath } from '../../../src/model/config.js'
import type { OpenPullRequest } from '../../../src/model/open-pull-request.js'
import type { FileSeen, Snapshot } from '../../../src/model/snapshot.js'
import { head, sha, unreleased } from '../snapshots.js'

const changing = sha('b')

function snapshotWith(
  pullRequest: Partial<OpenPullRequest>,
  { file, configText = '' }: { readonly file?: FileSeen; readonly configText?: string } = {},
): Snapshot {
  const one: OpenPullRequest = {
    number: 1,
    head: changing,
    base: 'main',
    title: 'feat: a',
    editedAt: undefined,
    config: 'changed',
    checks: noChecks,
    ...pullRequest,
  }
  const files = file === undefined ? {} : { [changing]: { [configPath]: file } }
  return { ...unreleased, configText, openPullRequests: { list: [one], more: undefined }, files }
}

function said(askedAgain: boolean): ReportedChecks {
  return { runs: [{ id: 1, name: configCheckName, key: 'failure-1' }], askedAgain }
}

const look = { kind: 'files', at: changing, paths: [configPath] }

describe('the check of the configuration', () => {
  test.each<[string, Partial<OpenPullRequest>, object[]]>([
    ['changes it', {}, [look]],
    ['leaves it alone', { config: 'unchanged' }, []],
    ['may change it', { config: 'unknown' }, []],
    ['has its check', { checks: said(false) }, []],
    ['has its check, and somebody wants it again', { checks: said(true) }, [look]],
  ])('the file of a pull request that %s', (_, pullRequest, looks) => {
    const isOpen = pullRequest.config === 'unknown'
    expect(checkConfiguration(snapshotWith(pullRequest))).toEqual({ looks, wanted: [], isOpen })
  })

  test.each<[string, FileSeen, object]>([
    ['can be used', { kind: 'text', text: 'paused: false' }, { verdict: 'success', annotations: [] }],
    [
      'has a mistake',
      { kind: 'text', text: '\n  reelease: 1' },
      { verdict: 'failure', annotations: [{ path: configPath, line: 2, column: 3 }] },
    ],
    ['is a folder', { kind: 'unusable', why: 'a folder' }, { verdict: 'failure', annotations: [] }],
  ])('a file that %s', (_, file, expected) => {
    const { looks, wanted } = checkConfiguration(snapshotWith({}, { file }))
    expect(looks).toEqual([])
    expect(wanted.map(({ report }) => report)).toMatchObject([{ name: configCheckName, sha: changing, ...expected }])
  })

  test('what is wrong on the default branch is said there, harmlessly', () => {
    const { wanted } = checkConfiguration(snapshotWith({ config: 'unchanged' }, { configText: '"<b>@maya": 1' }))
    expect(wanted.map(({ report }) => report)).toMatchObject([{ sha: head, verdict: 'failure' }])
    expect(wanted[0]?.report.summary).not.toMatch(/<b>|@maya/)
    expect(wanted[0]?.report.annotations[0]?.message).toContain('<b>')
  })

  test('more problems than GitHub takes annotations for are cut', () => {
    const configText = Array.from({ length: 200 }, (_, index) => `key${index}: 1`).join('\n')
    const { wanted } = checkConfiguration(snapshotWith({ config: 'unchanged' }, { configText }))
    expect(wanted[0]?.report.annotations.length).toBeLessThanOrEqual(50)
  })
})
