import { setStage } from '../stage.js'
import { openTheatre } from '../theatre.js'
import { fair } from '../weather.js'
import type { WorldState } from '../world-state.js'
import type { Tale } from './tale.js'

/** Tells a tale of so many rounds while nothing happens to anybody. Gives the world that it ends in. */
export async function tellUndisturbed(tale: Tale, seed: string, rounds: number): Promise<WorldState> {
  const theatre = await openTheatre()
  try {
    const stage = await setStage(theatre, fair, { config: tale.config })
    const { repo, maintainer, contributor, settles } = stage.told
    const teller = {
      repo,
      maintainer,
      contributor,
      async until(what: string, holds: () => Promise<boolean> | boolean) {
        await settles()
        if (!(await holds())) throw new Error(`even undisturbed it never came: ${what}\n${stage.history()}`)
      },
    }
    await repo.released('v1.0.0')
    for (let number = 1; number <= rounds; number += 1) await tale.round(teller, { seed, number })
    await tale.end(teller, rounds)
    await stage.settled()
    const state = await stage.state()
    await stage.clear()
    return state
  } finally {
    await theatre.close()
  }
}
