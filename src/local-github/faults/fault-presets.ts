import type { FaultRule } from './fault-rule.js'

/** A fault that can be had at the press of a button. */
export interface FaultPreset {
  readonly id: string
  readonly title: string
  /** What it tries. */
  readonly why: string
  readonly rule: FaultRule
}

const releases = 'POST /repos/{owner}/{repo}/releases'

export const faultPresets: readonly FaultPreset[] = [
  {
    id: 'release-502',
    title: 'GitHub answers 502 to the next release',
    why: 'It is not made; whoever wants it has to ask again.',
    rule: { match: { path: releases }, effect: { kind: 'status', status: 502 } },
  },
  {
    id: 'release-lost',
    title: 'The next release is made, but the answer is lost',
    why: 'Whoever asks again without looking first gets an error, or a second one.',
    rule: { match: { path: releases }, effect: { kind: 'reset', when: 'after' } },
  },
  {
    id: 'refs-lost',
    title: 'The next GraphQL request that moves a branch or tag is carried out, but the answer is lost',
    why: 'The branch is not where it was read to be any more, by one’s own doing.',
    rule: { match: { graphql: 'updateRefs' }, effect: { kind: 'reset', when: 'after' } },
  },
  {
    id: 'base-modified',
    title: 'The base branch moves just before the next merge',
    why: 'The API answers 405, “Base branch was modified”.',
    rule: {
      match: { path: 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge' },
      effect: { kind: 'status', status: 405 },
    },
  },
  {
    id: 'graphql-502',
    title: 'The next GraphQL request fails',
    why: 'As GitHub does when a query takes too long.',
    rule: { match: { graphql: '*' }, effect: { kind: 'status', status: 502 } },
  },
  {
    id: 'slow-down',
    title: 'The next ten API requests are told to wait a minute',
    why: 'A secondary rate limit, with Retry-After.',
    rule: {
      match: { path: '/**' },
      nth: { from: 1, to: 10 },
      effect: { kind: 'status', status: 429, retryAfter: 60 },
    },
  },
  {
    id: 'slow',
    title: 'Every API request takes a second',
    why: 'A bad day, but no failure.',
    rule: { match: { path: '/**' }, nth: 'every', effect: { kind: 'delay', ms: 1000 } },
  },
  {
    id: 'webhooks-lost',
    title: 'Webhooks are lost',
    why: 'Nobody is told of anything; what looks by itself finds it all the same.',
    rule: { match: { event: '*' }, nth: 'every', effect: { kind: 'drop' } },
  },
  {
    id: 'webhooks-twice',
    title: 'Every webhook comes twice',
    why: 'With the same GUID.',
    rule: { match: { event: '*' }, nth: 'every', effect: { kind: 'duplicate' } },
  },
  {
    id: 'webhooks-reordered',
    title: 'Webhooks come in the wrong order',
    why: 'Each second one before the one that it follows.',
    rule: { match: { event: '*' }, nth: 'every', effect: { kind: 'reorder' } },
  },
]
