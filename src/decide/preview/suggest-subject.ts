import { commonTypes, suggestType } from '../../model/commit-types.js'
import type { ReleaseRules } from '../../model/release.js'
import { cleanLines } from '../release/read-commit.js'

/** How a sentence begins that tells of a change, by the type that such a change has. */
const verbs: readonly (readonly [type: string, verbs: RegExp])[] = [
  ['fix', /^(?:fix|correct|repair|resolve|mend|prevent|avoid|handle)(?:e[sd]|s|ed|ing)?$/i],
  ['feat', /^(?:add|allow|enable|implement|introduce|support|offer)(?:e?d|s|ing)?$/i],
  ['docs', /^(?:docs?|document(?:s|ed|ation)?|readme(?:\.md)?|typos?)$/i],
  ['test', /^(?:tests?|testing|tested)$/i],
  ['refactor', /^(?:refactor|rename|move|extract|simplif(?:y|ied)|clean)(?:s|ed|ing)?$/i],
  ['perf', /^(?:optimi[sz]e|speed)(?:s|d|ing)?$/i],
  ['deps', /^(?:bump|upgrade)(?:s|d|ed)?$/i],
  ['revert', /^(?:revert|undo)(?:s|ed)?$/i],
]

/** Longer subjects are cut: nobody reads a suggestion of that length. */
const longest = 200

/** The types that a repository knows: those of its rules and the usual ones. */
export function knownTypes({ types }: Pick<ReleaseRules, 'types'>): string[] {
  return [...new Set([...commonTypes, ...Object.keys(types)])].filter((type) => /^[\w-]+$/.test(type))
}

/**
 * What a subject that is no Conventional Commit should probably have been, as plain text that is still to be escaped: a slip in type, scope or colon
 * mended, else a type by the first word. Undefined where nothing tells of a type.
 */
export function suggestSubject(subject: string, rules: Pick<ReleaseRules, 'types'>): string | undefined {
  const known = knownTypes(rules)
  const text = withoutOrnament([...(cleanLines(subject)[0] ?? '')].slice(0, longest).join(''))
  return mendSlip(text, known) ?? typeByVerb(text, known)
}

/** What stands before the first word and is no bracket: an emoji, a dash. */
function withoutOrnament(subject: string): string {
  return subject.replace(/^(?::\w{1,40}:|[^\p{L}\p{N}[(])+/u, '').replace(/ \(#\d+\)$/, '')
}

/** `feat:x`, `feat : x`, `feat (ui): x`, `[feat] x`, `feat - x`, `feat!(ui): x`. */
function mendSlip(text: string, known: readonly string[]): string | undefined {
  const slip = /^\[?([\w-]{1,40})\]? ?(!?) ?(?:\(([^()]{0,80})\))? ?(!?) ?([:\-–—/|,;]?)\s*(\S.*)$/u.exec(text)
  if (slip === null) return undefined
  const [, word = '', early = '', scope, late = '', separator = '', rest = ''] = slip
  // Without a sign that a type was meant it is the first word of a sentence.
  if (separator === '' && scope === undefined && !text.startsWith('[') && early + late === '') return undefined
  const plain = word.toLowerCase()
  const type = known.includes(plain) ? plain : suggestType(plain, known)
  if (type === undefined) return undefined
  const inScope = scope === undefined || scope.trim() === '' ? '' : `(${scope.trim()})`
  return `${type}${inScope}${early || late ? '!' : ''}: ${rest}`
}

function typeByVerb(text: string, known: readonly string[]): string | undefined {
  const first = /^[^\s:]{1,40}/.exec(text)?.[0] ?? ''
  const type = verbs.find(([name, pattern]) => pattern.test(first) && known.includes(name))?.[0]
  return type === undefined ? undefined : `${type}: ${text}`
}
