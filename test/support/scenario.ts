import { afterAll, test } from '@jest/globals'
import type { Story, StoryOptions } from './story.js'
import { seed, tell } from './tell.js'
import { openTheatre, type Theatre } from './theatre.js'
import { fair, weathers, type Weather } from './weather.js'

/**
 * `all` tells every story in every weather, `lag` in those whose name has it; otherwise one story in so many is told once more: which, and in which
 * weather, the seed picks, another one each day.
 */
const wanted = process.env['LANDFALL_WEATHERS'] ?? ''
const oneIn = 6

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
      const fairly = await tell(theatre, fair, story, options)
      if (options.weathers === 'none') return
      const all = [...weathers, ...fairly.crashes].filter(({ crashes }) => !(crashes && options.atMostOnce === true))
      for (const weather of choose(all, name)) {
        await tell(theatre, weather, story, options, fairly)
      }
    },
    wanted === '' ? timeout * 2 : timeout * 40,
  )
}

/** The whole list, or the one that seed and story pick. */
function choose(list: readonly Weather[], name: string): readonly Weather[] {
  if (wanted !== '') return list.filter((weather) => wanted === 'all' || weather.name.includes(wanted))
  let hash = 0
  for (const character of `${seed}/${name}`) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return hash % oneIn === 0 ? list.slice(Math.floor(hash / oneIn) % list.length).slice(0, 1) : []
}

function closeAfterTheLast(): void {
  if (isOpenedHere) return
  isOpenedHere = true
  // Every telling leaves a repository that git has to find sound.
  afterAll(async () => (await opened)?.close(), wanted === '' ? 60_000 : 600_000)
}
