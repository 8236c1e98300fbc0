import { printCommandReply, type Accepted } from '../../model/command-reply.js'
import { commandAnswered } from '../words/command-words.js'
import type { UnansweredCommand } from './commands-in.js'
import type { Deploying } from './deploying.js'
import type { EnvironmentState } from './environment-state.js'
import type { Step } from './step.js'

/** A command with all that is needed to answer it. */
export interface Asking {
  readonly deploying: Deploying
  readonly asked: UnansweredCommand
  readonly environment: EnvironmentState
}

/** One reply to a comment, with what was agreed on. */
export function reply({ comment, login, talk }: UnansweredCommand, text: string, accepted?: Accepted): Step {
  const body = printCommandReply({ comment: comment.id, accepted }, text)
  return {
    replies: [{ kind: 'post-comment', number: talk.number, body }],
    reasons: [commandAnswered(login, talk.number)],
  }
}
