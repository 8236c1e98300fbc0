import type { Look, Snapshot } from '../model/snapshot.js'
import { observeBetween } from './observe-between.js'
import { observeOpenPullRequests } from './observe-checks.js'
import { observeBackports } from './observe-backports.js'
import { observeClosers } from './observe-closers.js'
import { observeConversation } from './observe-conversation.js'
import { observeCommitNamed } from './observe-commit-named.js'
import { observeDeployable } from './observe-deployable.js'
import { observeDeployments } from './observe-deployments.js'
import { observeDraft } from './observe-draft.js'
import { observeFiles } from './observe-files.js'
import { observeFirstWith } from './observe-first-with.js'
import { observeLacking } from './observe-lacking.js'
import { observeLineMerges } from './observe-line-merges.js'
import { observeLines } from './observe-lines.js'
import { observeMerged } from './observe-merged.js'
import { observeMergeDetails } from './observe-merge-details.js'
import { observeMergeGates } from './observe-merge-gates.js'
import { observePermissions } from './observe-permissions.js'
import { observePullRequestStates } from './observe-pull-request-states.js'
import { observeRange } from './observe-range.js'
import { observeReleases } from './observe-releases.js'
import { observeRuleset } from './observe-rulesets.js'
import { observeTalks } from './observe-talks.js'
import { observeTags } from './observe-tags.js'
import { observeTeam } from './observe-team.js'
import { observeThreads } from './observe-threads.js'
import { observeWaiting } from './observe-waiting.js'
import { unlessUnread } from './unread-because.js'
import type { Octokit } from '../octokit.js'
import type { Known } from './known.js'

const noThreads = { pullRequests: {}, issues: {}, asked: [] }

/** Looks at what the mind asked for, and gives the snapshot with it added. */
export async function look(octokit: Octokit, snapshot: Snapshot, wanted: Look, known: Known): Promise<Snapshot> {
  const { ranges, talks: knownTalks, threads: knownThreads, lines: knownLines, lineMerges: knownLineMerges } = known
  switch (wanted.kind) {
    case 'range': {
      const range = await observeRange(octokit, snapshot.repo, wanted, snapshot.history, ranges)
      return { ...snapshot, ranges: { ...snapshot.ranges, [wanted.head]: range } }
    }
    case 'carried': {
      const range = await observeRange(octokit, snapshot.repo, wanted, snapshot.history, ranges)
      return { ...snapshot, carried: { ...snapshot.carried, [wanted.tag]: range } }
    }
    case 'files': {
      if (wanted.at === snapshot.defaultBranch?.head) known.paths.note(snapshot.repo, wanted.paths)
      const files = await observeFiles(octokit, snapshot.repo, wanted, known.along)
      return { ...snapshot, files: { ...snapshot.files, [wanted.at]: { ...snapshot.files[wanted.at], ...files } } }
    }
    case 'permissions': {
      const rights = await observePermissions(octokit, snapshot.repo, wanted)
      return { ...snapshot, rights: { ...snapshot.rights, ...rights } }
    }
    case 'open-pull-requests': {
      const { openPullRequests } = snapshot
      const more = await observeOpenPullRequests(octokit, snapshot, wanted)
      return { ...snapshot, openPullRequests: { list: [...openPullRequests.list, ...more], more: undefined } }
    }
    case 'draft': {
      const draft = await observeDraft(octokit, snapshot.repo, wanted)
      return { ...snapshot, draftsSeen: { ...snapshot.draftsSeen, [wanted.release]: draft } }
    }
    case 'merge-details': {
      const details = await observeMergeDetails(octokit, snapshot, wanted)
      return { ...snapshot, mergeDetails: { ...snapshot.mergeDetails, ...details } }
    }
    case 'tags': {
      const seen = await observeTags(octokit, snapshot.repo, wanted)
      const others = snapshot.tags.filter(({ name }) => !wanted.names.includes(name))
      return { ...snapshot, tags: [...others, ...seen] }
    }
    case 'talks': {
      const talks = await observeTalks(octokit, snapshot, wanted, knownTalks)
      return { ...snapshot, talks }
    }
    case 'closers': {
      const closers = await observeClosers(octokit, snapshot, wanted)
      return { ...snapshot, closers: { ...snapshot.closers, ...closers } }
    }
    case 'first-with': {
      const tag = await observeFirstWith(octokit, snapshot.repo, wanted)
      return { ...snapshot, firstWith: { ...snapshot.firstWith, [wanted.commit]: tag ?? null } }
    }
    case 'merge-gates':
      return { ...snapshot, mergeGates: await observeMergeGates(octokit, snapshot.repo, wanted) }
    case 'ruleset': {
      const verdict = await observeRuleset(octokit, snapshot, wanted)
      return { ...snapshot, rulesetVerdicts: { ...snapshot.rulesetVerdicts, [wanted.id]: verdict } }
    }
    case 'merged': {
      const merged = await observeMerged(octokit, snapshot, wanted)
      return { ...snapshot, merged: { since: wanted.since, list: merged } }
    }
    case 'waiting': {
      const waiting = await observeWaiting(octokit, snapshot, wanted)
      return { ...snapshot, waiting }
    }
    case 'threads': {
      const seen = await observeThreads(octokit, snapshot, wanted, knownThreads, known.along)
      const { pullRequests, issues, asked = [], unread = seen.unread } = snapshot.threads ?? {}
      const lines = await observeLines(octokit, snapshot.repo, Object.values(seen.backports).flat(), knownLines)
      return {
        ...snapshot,
        backports: { ...snapshot.backports, ...seen.backports },
        lines: { ...snapshot.lines, ...lines },
        threads: {
          pullRequests: { ...pullRequests, ...seen.pullRequests },
          issues: { ...issues, ...seen.issues },
          asked: [...asked, ...wanted.pullRequests, ...wanted.issues],
          ...(unread === undefined ? {} : { unread }),
        },
      }
    }
    case 'line-merges': {
      const none = Object.fromEntries(wanted.pullRequests.map(({ number }) => [number, null]))
      const reading = observeLineMerges(octokit, snapshot, wanted, knownLineMerges)
      const { value: seen, unread } = await unlessUnread<Awaited<typeof reading>>(reading, none)
      const merges = Object.values(seen).flatMap((thread) => thread?.merge ?? [])
      const lines = await observeLines(octokit, snapshot.repo, merges, knownLines)
      return {
        ...snapshot,
        lineMerges: { ...snapshot.lineMerges, ...seen },
        lines: { ...snapshot.lines, ...lines },
        // No release waits for what is told about it.
        ...(unread === undefined ? {} : { threads: { ...noThreads, ...snapshot.threads, unread } }),
      }
    }
    case 'backports': {
      const none = Object.fromEntries(wanted.of.map(({ number }) => [number, []]))
      const reading = observeBackports(octokit, snapshot, wanted.of)
      const { value: backports } = await unlessUnread<Awaited<typeof reading>>(reading, none)
      const lines = await observeLines(octokit, snapshot.repo, Object.values(backports).flat(), knownLines)
      return { ...snapshot, backports: { ...snapshot.backports, ...backports }, lines: { ...snapshot.lines, ...lines } }
    }
    case 'lines': {
      const lines = await observeLines(octokit, snapshot.repo, wanted.of, knownLines)
      return { ...snapshot, lines: { ...snapshot.lines, ...lines } }
    }
    case 'releases': {
      const released = await observeReleases(octokit, snapshot.repo, wanted)
      return { ...snapshot, released: { ...snapshot.released, ...released } }
    }
    case 'deployable': {
      const seen = await observeDeployable(octokit, snapshot, wanted, known.along)
      return { ...snapshot, deployables: { ...snapshot.deployables, [wanted.pullRequest]: seen } }
    }
    case 'pull-request-states': {
      const states = await observePullRequestStates(octokit, snapshot.repo, wanted)
      return { ...snapshot, pullRequestStates: { ...snapshot.pullRequestStates, ...states } }
    }
    case 'commit-named': {
      const seen = await observeCommitNamed(octokit, snapshot, wanted)
      return { ...snapshot, commitsNamed: { ...snapshot.commitsNamed, [wanted.name]: seen } }
    }
    case 'deployments': {
      const seen = await observeDeployments(octokit, snapshot, wanted, known)
      return { ...snapshot, deploymentsOf: { ...snapshot.deploymentsOf, [wanted.environment]: seen } }
    }
    case 'conversation': {
      const seen = await observeConversation(octokit, snapshot, wanted)
      return { ...snapshot, conversations: { ...snapshot.conversations, [wanted.thread]: seen } }
    }
    case 'team': {
      const seen = await observeTeam(octokit, snapshot.repo, wanted)
      const team = { ...snapshot.teams?.[wanted.slug], ...seen }
      return { ...snapshot, teams: { ...snapshot.teams, [wanted.slug]: team } }
    }
    case 'lacking': {
      const seen = await observeLacking(octokit, snapshot.repo, wanted, snapshot.history, known)
      return { ...snapshot, lacking: { ...snapshot.lacking, [`${wanted.commit}..${wanted.head}`]: seen } }
    }
    case 'between': {
      const seen = await observeBetween(octokit, snapshot.repo, wanted)
      return { ...snapshot, between: { ...snapshot.between, [`${wanted.from}..${wanted.to}`]: seen } }
    }
  }
}
