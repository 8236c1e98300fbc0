import type { Question } from '../../model/question.js'
import type { Seen } from '../release/seen.js'
import * as answers from '../words/deploy-answers.js'
import { readDeploying } from './deploying.js'
import { inFlightIn } from './in-flight.js'
import { readTransient } from './transient-environments.js'

/** What `/status` and `/why` say of environments in a thread: what runs in each, and what a deployment that was asked for there waits for. */
export function tellEnvironments(seen: Seen, thread: number, question: Question, now: Date): string[] {
  if (seen.config.environments.length === 0 || seen.snapshot.deployments === undefined) return []
  const waiting = inFlightIn(seen.snapshot).filter((one) => one.thread === thread)
  if (question === 'why') return waiting.map(({ reply }) => answers.waitsSaid(reply.body))
  const { states } = readDeploying(seen, now, readTransient(seen, now))
  const isElsewhere = (number: number | undefined): boolean => number !== undefined && number !== thread
  const here = states.filter(({ rules }) => !isElsewhere(rules.pullRequest))
  return here.length === 0 ? [] : [answers.environmentTable(here)]
}
