import { expect } from '@jest/globals'
import { setStage } from './stage.js'
import type { Story, StoryOptions } from './story.js'
import type { Theatre } from './theatre.js'
import { countWrites, type Weather } from './weather.js'

/** Picks the weathers of a sample; another day, another sample, unless it is given. */
export const seed = process.env['LANDFALL_SEED'] ?? new Date().toISOString().slice(0, 10)

/**
 * Tells a story once, and holds its end against what must always hold, and against the world that it ended in before, where it was told before.
 * Gives the world it ended in, and a crash for each write it took. Where it fails, seed and history are told with the failure.
 */
export async function tell(
  theatre: Theatre,
  weather: Weather,
  story: (told: Story) => Promise<void>,
  options: StoryOptions,
  before?: { readonly state: unknown },
): Promise<{ state: unknown; crashes: Weather[] }> {
  const stage = await setStage(theatre, weather, options)
  const crashes = countWrites(theatre.github)
  try {
    await story(stage.told)
    await stage.expectGoodEnd()
    // Whoever tells a story in one weather only has nothing to hold its end against.
    const state = options.weathers === 'none' ? undefined : await stage.state()
    if (before !== undefined) expect(state).toEqual(before.state)
    return { state, crashes: crashes() }
  } catch (error) {
    if (error instanceof Error) error.message += `\n\nIn ${weather.name}, LANDFALL_SEED=${seed}.\n${stage.history()}`
    throw error
  } finally {
    await stage.clear()
  }
}
