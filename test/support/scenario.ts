import { afterAll, expect, test } from '@jest/globals'
import type { World } from '../../src/local-github/world/world.js'
import type { Person } from './person.js'
import type { RepositoryView } from './repository-view.js'
import { setStage } from './stage.js'
import { openTheatre, type Theatre } from './theatre.js'
import { countWrites, fair, weathers, type Weather } from './weather.js'

/** Whom and what a story is told with. */
export interface Story {
  readonly repo: RepositoryView
  readonly maintainer: Person
  readonly contributor: Person
  readonly world: World
  readonly bot: Bot
  /** Waits until everything that follows from what was done is done. */
  settles(): Promise<void>
}

export interface Bot {
  /** Why it did what it did, or did not: the codes, newest first. */
  reasons(): string[]
  /** A process ends and another begins: nothing is remembered but what GitHub knows. */
  restarts(): Promise<void>
  /** Webhooks that arrive while it is away find nobody. */
  goesAway(): Promise<void>
}

export interface StoryOptions {
  /** The text of `.github/landfall.yml`; null leaves it out. */
  readonly config?: string | null
  /** Milliseconds, for each telling. */
  readonly timeout?: number
  /** How many further weathers a run of a sample tries; `none` for a story about another thing. */
  readonly weathers?: 'sample' | 'none'
}

/** `all` tells every story in every weather; otherwise each is told once more, in the weather that the seed picks. */
const everyWeather = process.env['LANDFALL_WEATHERS'] === 'all'
const seed = process.env['LANDFALL_SEED'] ?? new Date().toISOString().slice(0, 10)

let opened: Promise<Theatre> | undefined
let isOpenedHere = false

/**
 * One story on a local GitHub with real git, told to the real bot behind real signed webhooks. At its end, unasked: one more look decides
 * nothing, no reply is unread, all that was said to and by GitHub is as GitHub describes it. Then the same story is told again while webhooks are
 * lost, come twice or change places, while reads lag, and with a crash after a write: it ends in the same world.
 */
export function scenario(name: string, story: (told: Story) => Promise<void>, options: StoryOptions = {}): void {
  const { timeout = 30_000 } = options
  closeAfterTheLast()
  test(
    name,
    async () => {
      const theatre = await (opened ??= openTheatre())
      const { state, crashes } = await tell(theatre, fair, story, options)
      if (options.weathers === 'none') return
      for (const weather of choose([...weathers, ...crashes], name)) {
        const again = await tell(theatre, weather, story, options)
        expect({ weather: weather.name, state: again.state }).toEqual({ weather: weather.name, state })
      }
    },
    everyWeather ? timeout * 12 : timeout * 2,
  )
}

async function tell(
  theatre: Theatre,
  weather: Weather,
  story: (told: Story) => Promise<void>,
  { config = '' }: StoryOptions,
): Promise<{ state: unknown; crashes: Weather[] }> {
  const stage = await setStage(theatre, weather, config)
  const crashes = countWrites(theatre.github)
  try {
    await story(stage.told)
    await stage.expectGoodEnd()
    return { state: await stage.state(), crashes: crashes() }
  } catch (error) {
    if (error instanceof Error) error.message += `\n\nIn ${weather.name}, LANDFALL_SEED=${seed}.\n${stage.history()}`
    throw error
  } finally {
    await stage.clear()
  }
}

/** The whole list, or the one that seed and story pick. */
function choose(list: readonly Weather[], name: string): readonly Weather[] {
  if (everyWeather) return list
  let hash = 0
  for (const character of `${seed}/${name}`) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return list.slice(hash % list.length).slice(0, 1)
}

function closeAfterTheLast(): void {
  if (isOpenedHere) return
  isOpenedHere = true
  afterAll(async () => (await opened)?.close())
}
