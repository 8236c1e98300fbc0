import type { MergeMethod, PullRequest } from '../../../src/local-github/world/entities.js'
import type { Person } from '../person.js'
import type { RepositoryView } from '../repository-view.js'
import { createRandom } from './random.js'

/** With whom a tale is told. */
export interface Teller {
  readonly repo: Pick<RepositoryView, 'entity' | 'openPullRequests' | 'head' | 'file' | 'release' | 'released'>
  readonly maintainer: Person
  readonly contributor: Person
  /** Goes on when it holds; `what` says what is waited for. */
  until(what: string, holds: () => Promise<boolean> | boolean): Promise<void>
}

/** What people do in a repository with the release v1.0.0, round after round; a round ends with a release. Its choices follow from the seed alone. */
export interface Tale {
  readonly name: string
  readonly config: string
  round(teller: Teller, round: Round): Promise<void>
  /** After the last round: something stays open. */
  end(teller: Teller, last: number): Promise<void>
}

export interface Round {
  readonly seed: string
  /** From 1. */
  readonly number: number
}

const mergeMethods: readonly [MergeMethod, ...MergeMethod[]] = ['merge', 'squash', 'rebase']

/** Everybody pushes, proposes, merges and edits while the release pull request follows. */
const busy: Tale = {
  name: 'busy',
  config: '',
  async round(teller, { seed, number }) {
    const { maintainer, contributor, until } = teller
    const random = createRandom(`${seed}/busy/${number}`)
    const proposed = await contributor.proposes(`feat: lamp ${number}`)
    await maintainer.pushes(`fix: pier ${number}`, `docs: words ${number}`)
    await until(`the pull request of round ${number}`, () => lists(teller, `${number}.0.1`, [`pier ${number}`]))

    await maintainer.edits(releasePullRequest(teller), {
      body: `Thanks ${number}!\n\n${releasePullRequest(teller).body}`,
    })
    await contributor.merges(proposed, random.pick(mergeMethods))
    await maintainer.comments(releasePullRequest(teller), `/release as ${number + 1}.0.0`)
    await maintainer.pushes(
      ...Array.from({ length: 1 + Math.floor(random.next() * 3) }, (_, i) => `fix: siren ${number}.${i}`),
    )
    const listed = [`pier ${number}`, `lamp ${number}`, `siren ${number}.0`, `Thanks ${number}!`]
    await until(`everything of round ${number}`, () => lists(teller, `${number + 1}.0.0`, listed))

    await asks(teller, '/release refresh')
    if (random.chance(0.5)) await asks(teller, `/release as ${number}.0.0`)
    await maintainer.merges(releasePullRequest(teller), random.pick(mergeMethods))
    if (random.chance(0.5)) await published(teller, `v${number + 1}.0.0`)
  },
  async end(teller, last) {
    await published(teller, `v${last + 1}.0.0`)
    await teller.contributor.proposes('feat: a last lamp')
    await teller.maintainer.pushes('fix: a last pier')
    await teller.until('the last pull request', () => lists(teller, `${last + 1}.0.1`, ['a last pier']))
    await asks(teller, `/release as ${last + 1}.5.0`)
    await teller.maintainer.pushes('fix: a last siren')
  },
}

/** The release pull request waits for the command. */
const patient: Tale = {
  name: 'patient',
  config: 'release:\n  refresh: command\n',
  async round(teller, { seed, number }) {
    const { maintainer, until } = teller
    const random = createRandom(`${seed}/patient/${number}`)
    await maintainer.pushes(`fix: oar ${number}`)
    await until(`the pull request of round ${number}`, () => lists(teller, `1.${number - 1}.1`, [`oar ${number}`]))
    await maintainer.pushes(`feat: sail ${number}`)
    await asks(teller, '/release refresh')
    const listed = [`oar ${number}`, `sail ${number}`]
    await until(`everything of round ${number}`, () => lists(teller, `1.${number}.0`, listed))
    await maintainer.merges(releasePullRequest(teller), random.pick(mergeMethods))
    if (random.chance(0.5)) await published(teller, `v1.${number}.0`)
  },
  async end(teller, last) {
    await published(teller, `v1.${last}.0`)
    await teller.maintainer.pushes('fix: a last oar')
    await teller.until('the last pull request', () => lists(teller, `1.${last}.1`, ['a last oar']))
    await teller.maintainer.pushes('feat: a last sail')
  },
}

export const tales: readonly Tale[] = [busy, patient]

function releasePullRequest({ repo }: Teller): PullRequest {
  const found = findReleasePullRequest(repo)
  if (found === undefined) throw new Error('there is no release pull request')
  return found
}

function findReleasePullRequest(repo: Teller['repo']): PullRequest | undefined {
  return repo.openPullRequests().find(({ author }) => author.type === 'Bot')
}

/** Whether the release pull request is of this version, stands on the default branch as it is, and has these words on its page and its branch. */
async function lists({ repo }: Teller, version: string, words: readonly string[]): Promise<boolean> {
  const found = findReleasePullRequest(repo)
  if (found === undefined || found.title !== `chore: release ${version}`) return false
  const changelog = (await repo.file('CHANGELOG.md', found.head.sha)) ?? ''
  const base = await repo.head()
  const parent = await repo.head('landfall/release^')
  return base === parent && words.every((word) => found.body.includes(word) && changelog.includes(word))
}

/** A command, and its answer. */
async function asks(teller: Teller, command: string): Promise<void> {
  const pullRequest = releasePullRequest(teller)
  const comment = await teller.maintainer.comments(pullRequest, command)
  await teller.until(`an answer to ${command}`, () =>
    [...teller.repo.entity.comments.values()].some(
      ({ author, body }) => author.type === 'Bot' && body.includes(`comment=${comment}`),
    ),
  )
}

async function published({ repo, until }: Teller, tag: string): Promise<void> {
  await until(`the release ${tag}`, async () => (await repo.release(tag))?.draft === false)
}
