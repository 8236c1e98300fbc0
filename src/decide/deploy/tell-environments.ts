import type { Question } from '../../model/question.js'
import type { Seen } from '../release/seen.js'
import * as answers from '../words/deploy-answers.js'
import { readDeploying } from './deploying.js'
import { inFlightIn } from './in-flight.js'

/** What `/status` and `/why` say of environments in a thread: what runs in each, and what a deployment that was asked for there waits for. */
export function tellEnvironments(seen: Seen, thread: number, question: Question, now: Date): string[] {
  if (seen.config.environments.length === 0 || seen.snapshot.deployments === undefined) return []
  const here = inFlightIn(seen.snapshot).filter((one) => one.thread === thread)
  if (question === 'why') return here.map(({ reply }) => answers.waitsSaid(reply.body))
  return [answers.environmentTable(readDeploying(seen, now).states)]
}
