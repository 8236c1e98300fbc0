import { SettingsError } from '../settings.js'
import { StartError } from './start-error.js'

/** What the terminal says when it does not start: one sentence for what was foreseen, the stack for what was not. */
export function explainFailure(error: unknown): string {
  if (error instanceof StartError || error instanceof SettingsError) return `landfall: ${error.message}`
  return `landfall: something unforeseen went wrong.\n${error instanceof Error ? error.stack : String(error)}`
}
