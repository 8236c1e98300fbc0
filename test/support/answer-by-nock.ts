import { afterAll, afterEach, beforeEach, expect } from '@jest/globals'
import nock from 'nock'

/**
 * In this file GitHub is what `nock` answers, and nothing else is reached: each test must use up what it laid out.
 * The patch of `node:http` is taken back at the end, since Node's own modules are shared with the files that this worker runs next.
 */
export function answerByNock(): void {
  beforeEach(() => nock.disableNetConnect())
  afterEach(() => {
    expect(nock.pendingMocks()).toEqual([])
    nock.cleanAll()
    nock.enableNetConnect()
  })
  afterAll(() => nock.restore())
}
