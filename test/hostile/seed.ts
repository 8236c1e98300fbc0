import type { Parameters } from 'fast-check'

/** Given or not, fast-check prints the seed of what failed; LANDFALL_SEED tries other texts. */
const given = process.env['LANDFALL_SEED'] ?? 'hostile'

/** How a property is tried: so many times, from one seed. */
export function tries<T>(numRuns: number): Parameters<T> {
  let seed = 0
  for (const character of given) seed = (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) | 0
  return { numRuns, seed }
}
