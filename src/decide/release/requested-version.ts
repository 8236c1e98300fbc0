import { sayingsOf, type Commit } from '../../model/commit.js'
import type { RefusedRequest, VersionRequest } from '../../model/release.js'
import { compareVersions, isStable, parseVersion, type Version } from '../../model/version.js'
import { cleanLines } from './read-commit.js'

const footer = /^release-as:\s*(\S.*)$/i
const fence = /^ {0,3}(?:```|~~~)/

/** What came of the requests for a version: the first that can be followed, and those before it that cannot. */
export interface JudgedRequests {
  readonly asked: (VersionRequest & { readonly version: Version }) | undefined
  readonly refused: readonly RefusedRequest[]
}

/**
 * The request of the newest commit that has a footer `Release-As: 2.0.0`: at the start of a line, in whatever case, below the
 * subject and outside of fenced code. `commits` are oldest first; in one message the last footer counts.
 */
export function findReleaseAs(commits: readonly Commit[]): VersionRequest | undefined {
  for (const { sha, message } of commits.flatMap(sayingsOf).toReversed()) {
    const text = footersOf(message).at(-1)
    if (text !== undefined) return { text, by: { kind: 'commit', sha } }
  }
  return undefined
}

/** Judges requests, the most important first. Nothing of them is dropped: those that are not followed say why. */
export function judgeRequests(requests: readonly VersionRequest[], previous: Version | undefined): JudgedRequests {
  const refused: RefusedRequest[] = []
  for (const request of requests) {
    const verdict = judge(request.text, previous)
    if ('version' in verdict) return { asked: { ...request, version: verdict.version }, refused }
    refused.push({ request, why: verdict.why })
  }
  return { asked: undefined, refused }
}

function judge(
  text: string,
  previous: Version | undefined,
): { readonly version: Version } | Pick<RefusedRequest, 'why'> {
  const written = text.trim().replace(/^v/i, '')
  const version = parseVersion(written)
  if (version === undefined || version !== written) return { why: 'no-version' }
  if (!isStable(version)) return { why: 'prerelease' }
  if (previous !== undefined && compareVersions(version, previous) <= 0) return { why: 'not-higher' }
  return { version }
}

function footersOf(message: string): string[] {
  const found: string[] = []
  let inCode = false
  for (const line of cleanLines(message).slice(1)) {
    if (fence.test(line)) inCode = !inCode
    const text = inCode ? undefined : footer.exec(line)?.[1]
    if (text !== undefined) found.push(text)
  }
  return found
}
