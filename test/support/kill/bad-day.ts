import type { RequestEffect } from '../../../src/local-github/faults/fault-rule.js'
import type { LocalGitHub } from '../../../src/local-github/local-github.js'
import type { Random } from './random.js'

/** How many of GitHub's answers fail, or are lost. */
const share = 0.05

/** So many faults are ready ahead. */
const ahead = 40

const effects: readonly [RequestEffect, ...RequestEffect[]] = [
  { kind: 'status', status: 502 },
  { kind: 'status', status: 502, when: 'after' },
  { kind: 'reset' },
  { kind: 'reset', when: 'after' },
]

/** A GitHub that fails now and then and whose reads lag by one to two seconds. Gives what ends it. */
export function beginBadDay(github: LocalGitHub, random: Random): () => void {
  let standing: string[] = []

  function prepare(): void {
    const spent = new Set(github.faults.list().flatMap(({ id, isSpent }) => (isSpent ? [id] : [])))
    if (standing.some((id) => !spent.has(id)) && spent.size < ahead / 2) return
    for (const id of standing) github.faults.remove(id)
    standing = []
    let nth = 0
    while (standing.length < ahead) {
      nth += 1
      if (!random.chance(share)) continue
      standing.push(github.faults.add({ match: { path: '/**' }, nth, effect: random.pick(effects) }))
    }
  }

  function lag(): void {
    github.lag.set({ readsMs: Math.round(random.between(1_000, 2_000)) })
  }

  prepare()
  lag()
  const timers = [setInterval(prepare, 50), setInterval(lag, 3_000)]
  return () => {
    for (const timer of timers) clearInterval(timer)
    for (const id of standing) github.faults.remove(id)
    github.lag.set({ readsMs: 0 })
  }
}
