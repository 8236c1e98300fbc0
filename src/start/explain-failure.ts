import { SettingsError } from '../settings.js'
import { StoreError } from '../store/store-error.js'
import { StartError } from './start-error.js'

/** What the terminal says when it does not start: one sentence for what was foreseen, the stack for what was not. */
export function explainFailure(error: unknown): string {
  const isForeseen = [StartError, SettingsError, StoreError].some((kind) => error instanceof kind)
  if (isForeseen) return `landfall: ${(error as Error).message}`
  return `landfall: something unforeseen went wrong.\n${error instanceof Error ? error.stack : String(error)}`
}
