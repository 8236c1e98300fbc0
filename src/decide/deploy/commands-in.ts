import { parseDeployCommand, type ReadDeployCommand } from '../../model/deploy-command.js'
import type { Config } from '../../model/config.js'
import { questionNames } from '../../model/question.js'
import type { Talk } from '../../model/talk.js'
import type { Seen } from '../release/seen.js'
import { namesOf } from './deploying.js'
import { unansweredIn, type Unanswered } from '../unanswered-in.js'

/** A command that has no reply yet. */
export interface UnansweredCommand extends Unanswered<ReadDeployCommand> {
  readonly talk: Talk
}

/** What nobody answered for so long is answered no more. */
const dayMs = 24 * 60 * 60_000

/** The commands that are about environments and were not answered, the oldest first. */
export function commandsIn({ snapshot, config }: Seen, now: Date): UnansweredCommand[] {
  const oldest = new Date(now.getTime() - dayMs).toISOString()
  return snapshot.talks.list
    .filter(({ isLocked }) => !isLocked)
    .flatMap((talk) =>
      unansweredIn(talk.comments, (body) => readCommand(body, config)).map((one) => ({ ...one, talk })),
    )
    .filter(({ comment }) => comment.createdAt >= oldest)
    .sort((a, b) => a.comment.id - b.comment.id)
}

/** The command of a comment, where the repository has environments. */
export function readCommand(
  body: string,
  config: Pick<Config, 'commands' | 'environments'>,
): ReadDeployCommand | undefined {
  if (config.environments.length === 0) return undefined
  return parseDeployCommand(body, {
    prefix: config.commands.prefix,
    environments: namesOf(config),
    questions: questionNames,
  })
}
