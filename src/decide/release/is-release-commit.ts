import { subjectOf } from '../../model/commit.js'
import { hasBreakingFooter } from './read-commit.js'

const version = String.raw`v?\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?`
const component = String.raw`(?:@?[\w.-]+(?:\/[\w.-]+)*(?:[ @:-]|\/(?=v?\d)))?`
const named = component + version
const marks = /(?: \(#\d+\)| \[(?:skip ci|ci skip|no ci|skip actions)\])+$/i

const forms = [
  // A name beside the version only where a word says that it is released: `build: node 20.0.0` is a change.
  String.raw`(?:(?:chore|build|ci|release)(?:\([^()]*\))?: )?(?:prepare |cut )?(?:release|publish|version)(?: version)?:? ${named}`,
  String.raw`(?:(?:chore|build|ci)\(release\)|release(?:\([^()]*\))?): ${named}`,
  String.raw`(?:(?:chore|build|ci)(?:\((?:main|master|release)\))?: )?(?:(?:bump|update) version to )?${version}`,
]
const release = new RegExp(String.raw`^(?:${forms.join('|')})\.?$`, 'i')
const nameless = /^chore(?:\((?:main|master|release)\))?: (?:release (?:main|master)|publish(?: release)?|release)$/i

const longest = 200

/**
 * Whether a message is that of a commit which only makes a release: ours (`chore: release 1.2.3`), release-please's
 * (`chore(main): release 1.2.3`), semantic-release's (`chore(release): 1.2.3 [skip ci]`), or one made by hand
 * (`release: v1.2.3`, `v1.2.3`), each possibly with ` (#12)`. Such a commit asks for no version and stands in no notes: what
 * breaks something, by a `!` or a footer, is none, whatever it is called.
 */
export function isReleaseCommit(message: string): boolean {
  const line = subjectOf({ message })
  // Hostile subjects take the patterns a time that grows with the square of their length.
  if (line.length > longest) return false
  const subject = line.replace(marks, '')
  return (release.test(subject) || nameless.test(subject)) && !hasBreakingFooter(message)
}
