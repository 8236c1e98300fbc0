import { minimatch } from 'minimatch'

/**
 * Whether a whole ref name fits a pattern of a ruleset. GitHub documents Ruby's `File.fnmatch` with `FNM_PATHNAME`: a star stays within a
 * part of the path, a double star before a slash goes over any number of parts, braces and negation mean nothing.
 */
export function fitsRefPattern(pattern: string, ref: string): boolean {
  if (pattern === '~ALL') return true
  if (pattern.length > longest) return false
  // Ruby's double star is one only before a slash.
  const own = pattern.replace(/(^|\/)\*\*$/, '$1*')
  return minimatch(ref, own, { nobrace: true, noext: true, nonegate: true, nocomment: true, platform: 'linux' })
}

/** Git names no ref so long. */
const longest = 1_000
