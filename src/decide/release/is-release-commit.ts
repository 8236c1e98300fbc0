import { subjectOf } from '../../model/commit.js'

const version = String.raw`v?\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?`
const component = String.raw`(?:@?[\w.-]+(?:\/[\w.-]+)*(?:[ @:-]|\/(?=v?\d)))?`
const marks = /(?: \(#\d+\)| \[(?:skip ci|ci skip|no ci|skip actions)\])+$/i

const release = new RegExp(
  String.raw`^(?:(?:chore|build|ci|release)(?:\([^()]*\))?!?: )?` +
    String.raw`(?:(?:prepare |cut )?(?:release|publish|version)(?: version)?:? |(?:bump|update) version to )?${component}${version}\.?$`,
  'i',
)
const nameless = /^chore(?:\((?:main|master|release)\))?: (?:release (?:main|master)|publish(?: release)?|release)$/i

/**
 * Whether a message is that of a commit which only makes a release: ours (`chore: release 1.2.3`), release-please's
 * (`chore(main): release 1.2.3`), semantic-release's (`chore(release): 1.2.3 [skip ci]`), or one made by hand
 * (`release: v1.2.3`, `v1.2.3`), each possibly with ` (#12)`. Such a commit asks for no version and stands in no notes.
 */
export function isReleaseCommit(message: string): boolean {
  const subject = subjectOf({ message }).replace(marks, '')
  return subject.length < 200 && (release.test(subject) || nameless.test(subject))
}
