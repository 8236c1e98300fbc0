import { describe, expect, test } from '@jest/globals'
import type { Commit } from '../../src/model/commit.js'
import type { RecentHistory } from '../../src/model/snapshot.js'
import { completeFromHistory, rangeInHistory } from '../../src/observe/range-in-history.js'

const minuteMs = 60_000
const start = Date.parse('2026-01-01T00:00:00Z')

/** `minutes` after the first of the year. */
function commit(sha: string, parents: readonly string[], minutes: number): Commit {
  return { sha, parents, message: sha, committedAt: new Date(start + minutes * minuteMs).toISOString() }
}

function shasOf(commits: readonly Commit[] | undefined): string[] | undefined {
  return commits?.map(({ sha }) => sha)
}

function reachedFrom(all: ReadonlyMap<string, Commit>, from: string): Set<string> {
  const reached = new Set<string>()
  const waiting = [from]
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    if (reached.has(sha)) continue
    reached.add(sha)
    waiting.push(...(all.get(sha)?.parents ?? []))
  }
  return reached
}

/** The newest commits that a head reaches, in the order in which git walks: of those seen, the newest date next. */
function walk(all: ReadonlyMap<string, Commit>, head: string, limit = Infinity): Commit[] {
  const listed: Commit[] = []
  const seen = new Set([head])
  const queue = [all.get(head)!]
  while (queue.length > 0 && listed.length < limit) {
    queue.sort((a, b) => b.committedAt.localeCompare(a.committedAt))
    const next = queue.shift()!
    listed.push(next)
    for (const parent of next.parents) {
      if (!seen.has(parent)) queue.push(all.get(parent)!)
      seen.add(parent)
    }
  }
  return listed
}

function historyOf(all: ReadonlyMap<string, Commit>, head: string, limit: number): RecentHistory {
  const commits = walk(all, head, limit)
  return { commits, isWhole: commits.length === reachedFrom(all, head).size }
}

/** Numbers that look drawn, the same for one seed. */
function draw(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}

/** A history in which each commit stands on one or two of the last few, with clocks that are wrong by up to so many minutes. */
function drawnHistory(below: (n: number) => number, wrongBy: number): Map<string, Commit> {
  const all = new Map<string, Commit>()
  for (let index = 0; index < 60; index += 1) {
    const parents = new Set<string>()
    if (index > 0) parents.add(`c${index - 1 - below(Math.min(index, 4))}`)
    if (index > 0 && below(3) === 0) parents.add(`c${index - 1 - below(Math.min(index, 12))}`)
    all.set(`c${index}`, commit(`c${index}`, [...parents], index * 120 + below(wrongBy + 1)))
  }
  return all
}

describe('the range between a tag and a head', () => {
  const line = [commit('a', [], 0), commit('b', ['a'], 1), commit('c', ['b'], 2), commit('d', ['c'], 3)]
  const cut = { commits: line.slice(1).reverse(), isWhole: false }

  test('is read off a straight line, of which the beginning need not be known', () => {
    expect(shasOf(rangeInHistory(cut, 'd', 'b'))).toEqual(['c', 'd'])
    expect(shasOf(rangeInHistory(cut, 'c', 'b'))).toEqual(['c'])
  })

  test('is empty where the head is tagged', () => {
    expect(rangeInHistory(cut, 'd', 'd')).toEqual([])
  })

  test('is not known where the tag or the head was not read, and none where the tag is not behind the head', () => {
    expect(rangeInHistory(cut, 'd', 'a')).toBeUndefined()
    expect(rangeInHistory(cut, 'e', 'b')).toBeUndefined()
    expect(rangeInHistory(cut, 'b', 'd')).toBeUndefined()
    expect(rangeInHistory({ commits: line.toReversed(), isWhole: true }, 'b', 'd')).toBeUndefined()
  })

  test('is not known where a branch goes on into what was not read', () => {
    const merged = [commit('m', ['c', 'x'], 9), ...cut.commits.slice(1)]
    expect(rangeInHistory({ commits: merged, isWhole: false }, 'm', 'b')).toBeUndefined()
  })

  test('takes in a branch from before the tag only where it is a day younger than what was not read', () => {
    const old = [commit('b', ['a'], 0), commit('p', ['a'], -5)]
    const merged = (at: number): Commit[] => [
      commit('m', ['t', 'f'], at + 2),
      commit('f', ['p'], at + 1),
      commit('t', ['b', 'p'], at),
      ...old,
    ]
    expect(shasOf(rangeInHistory({ commits: merged(2_000), isWhole: false }, 'm', 't'))).toEqual(['f', 'm'])
    expect(rangeInHistory({ commits: merged(60), isWhole: false }, 'm', 't')).toBeUndefined()
  })

  test('is right or not known, whatever the history and its clocks', () => {
    let known = 0
    for (let seed = 1; seed <= 400; seed += 1) {
      const below = draw(seed)
      const all = drawnHistory(below, seed % 2 === 0 ? 0 : 1_000)
      const [head, tagged] = ['c59', `c${30 + below(30)}`]
      const found = rangeInHistory(historyOf(all, head, 10 + below(60)), head, tagged)
      if (found === undefined) continue
      known += 1
      const reached = reachedFrom(all, head)
      const released = reachedFrom(all, tagged)
      expect(reached).toContain(tagged)
      const wanted = [...reached].filter((sha) => !released.has(sha))
      expect({ seed, found: shasOf(found)?.sort() }).toEqual({ seed, found: wanted.sort() })
    }
    expect(known).toBeGreaterThan(50)
  })
})

describe('a range of which GitHub gave the oldest commits and the number', () => {
  test('is completed from the history, whatever its clocks, or left as it is', () => {
    let known = 0
    for (let seed = 1; seed <= 400; seed += 1) {
      const below = draw(seed)
      const all = drawnHistory(below, seed % 2 === 0 ? 0 : 10_000)
      const [head, tagged] = ['c59', `c${below(30)}`]
      const released = reachedFrom(all, tagged)
      const range = walk(all, head).filter(({ sha }) => !released.has(sha))
      range.reverse()
      const given = range.slice(0, 1 + below(range.length))
      const found = completeFromHistory(historyOf(all, head, 10 + below(30)), head, given, range.length)
      if (found === undefined) continue
      known += 1
      expect({ seed, found: shasOf(found)?.sort() }).toEqual({ seed, found: shasOf(range)?.sort() })
    }
    expect(known).toBeGreaterThan(50)
  })
})
