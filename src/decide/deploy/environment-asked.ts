import type { Talk } from '../../model/talk.js'
import { environmentNamed } from '../../model/transient-environment.js'
import * as answers from '../words/deploy-answers.js'
import { namesOf, stateOf, type Deploying } from './deploying.js'
import type { EnvironmentState } from './environment-state.js'
import { isOpenPullRequest, transientIn } from './transient-environments.js'

/** The environment that a comment means by a name, in this thread; what is answered where there is none. */
export function environmentAsked(
  deploying: Deploying,
  name: string,
  talk: Talk,
): EnvironmentState | { readonly refusal: string } {
  const { config } = deploying.seen
  const own = transientIn(name, talk.number, config.environments)
  if (own === undefined) {
    const another = environmentNamed(name, config.environments)
    if (another?.pullRequest !== undefined) return { refusal: answers.belongsTo(name, another.pullRequest) }
    return stateOf(deploying, name) ?? { refusal: answers.unknownEnvironment(name, namesOf(config)) }
  }
  const state = isOpenPullRequest(talk) ? stateOf(deploying, own.name) : undefined
  if (state !== undefined) return state
  return {
    refusal: talk.subject.kind === 'pull-request' ? answers.isOver(own.name, talk.number) : answers.oneForEach(name),
  }
}
