import type { Reason } from '../../model/decision.js'
import { overrideBegin, overrideEnd, type Rewording } from '../../model/rewording.js'

/** Why what a pull request's body says in place of its commits is not followed. Safe to print as Markdown. */
export function overrideRefused(
  { number, edited }: Rewording,
  why: 'no-end' | 'empty' | 'bot' | 'gone' | 'may-not-push',
): Reason {
  const whys = {
    'no-end': `no line \`${overrideEnd}\` follows on \`${overrideBegin}\``,
    empty: `nothing stands between \`${overrideBegin}\` and \`${overrideEnd}\``,
    bot: 'a bot wrote the body of that pull request last, and only the word of people counts. Somebody who may push can save it anew with a change',
    gone: 'whoever wrote it after the merge is gone. Somebody who may push can save it anew with a change',
    'may-not-push': `${edited?.by?.login ?? 'its author'} changed the body after the merge, and may not push here. Somebody who may can save it anew with a change`,
  }
  return {
    code: 'override-refused',
    text: `The commits of #${number} count as they are, not as its override has them: ${whys[why]}.`,
  }
}
