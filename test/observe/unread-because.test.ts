import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { describe, expect, test } from '@jest/globals'
import { unlessUnread } from '../../src/observe/unread-because.js'

const request = { method: 'POST' as const, url: 'https://github.example/api/graphql', headers: {} }

function graphqlError(data: unknown): GraphqlResponseError<unknown> {
  const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]
  return new GraphqlResponseError(request, {}, { data, errors } as never)
}

describe('what GitHub does not show', () => {
  test('is told with what stands for it', async () => {
    expect(await unlessUnread(Promise.resolve(1), 2)).toEqual({ value: 1 })
    const heavy = new RequestError('Bad gateway', 502, { request })
    expect(await unlessUnread(Promise.reject(heavy), 2)).toEqual({ value: 2, unread: 'Bad gateway' })
    const hidden = graphqlError({ repository: {} })
    expect(await unlessUnread(Promise.reject(hidden), 2)).toEqual({
      value: 2,
      unread: 'Resource not accessible by integration',
    })
  })

  test('is nothing where all was refused, or else went wrong', async () => {
    for (const error of [graphqlError(null), new RequestError('Bad credentials', 401, { request }), new Error('a bug')])
      await expect(() => unlessUnread(Promise.reject(error), 2)).rejects.toBe(error)
  })
})
