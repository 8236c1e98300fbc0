import { describe, expect, test } from '@jest/globals'
import { GraphqlResponseError } from '@octokit/graphql'
import type { Octokit } from '../../src/octokit.js'
import { observeMergeGates } from '../../src/observe/observe-merge-gates.js'

const repo = { installationId: 1, owner: 'acme', name: 'harbour' }

function answer(state: string | undefined) {
  return {
    repository: {
      squashMergeAllowed: false,
      rebaseMergeAllowed: true,
      mergeCommitAllowed: true,
      defaultBranchRef: { target: { oid: 'b'.repeat(40) } },
      pullRequest: {
        headRefOid: 'a'.repeat(40),
        isDraft: false,
        mergeable: 'MERGEABLE',
        mergeStateStatus: 'CLEAN',
        commits: { nodes: [{ commit: { statusCheckRollup: state === undefined ? null : { state } } }] },
      },
    },
  }
}

/** A client to which GitHub answers that, with an error at the end of this path beside it where one is given. */
function answering(data: ReturnType<typeof answer>, error?: { type: string; at: string }): Octokit {
  return {
    graphql() {
      if (error === undefined) return Promise.resolve(data)
      const path = ['repository', 'pullRequest', 'commits', 'nodes', 0, 'commit', error.at]
      const errors = [{ type: error.type, path, message: 'Resource not accessible by integration' }]
      type Given = ConstructorParameters<typeof GraphqlResponseError>
      const response = { data, errors } as unknown as Given[2]
      return Promise.reject(new GraphqlResponseError({ query: '' } as unknown as Given[0], {} as Given[1], response))
    },
  } as unknown as Octokit
}

function checksIn(octokit: Octokit): Promise<string> {
  return observeMergeGates(octokit, repo, { pullRequest: 7 }).then(({ checks }) => checks)
}

describe('what stands between a release and its merge', () => {
  test.each([
    ['SUCCESS', 'success'],
    ['PENDING', 'pending'],
    ['EXPECTED', 'pending'],
    ['FAILURE', 'failure'],
    ['ERROR', 'failure'],
    [undefined, 'none'],
  ])('of checks that are %s together: %s', async (state, expected) => {
    expect(await checksIn(answering(answer(state)))).toBe(expected)
  })

  test('is known but for the checks, where the app may not see these', async () => {
    const octokit = answering(answer(undefined), { type: 'FORBIDDEN', at: 'statusCheckRollup' })
    const gates = await observeMergeGates(octokit, repo, { pullRequest: 7 })
    expect(gates).toMatchObject({ checks: 'hidden', head: 'a'.repeat(40), mergeable: true, method: 'rebase' })
  })

  test.each([
    { type: 'FORBIDDEN', at: 'oid' },
    { type: 'SERVICE_UNAVAILABLE', at: 'statusCheckRollup' },
  ])('is a surprise where it is refused otherwise: %p', async (error) => {
    await expect(checksIn(answering(answer(undefined), error))).rejects.toThrow('not accessible')
  })
})
