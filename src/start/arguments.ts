import { Command, CommanderError } from 'commander'
import { readPort } from '../settings.js'
import { StartError } from './start-error.js'

/** What `npm start --` was given. */
export interface StartArguments {
  /** Repositories of the user's own, to be served as copies by the local GitHub. */
  readonly repositories: readonly string[]
  readonly port: number | undefined
  /** Register a new app on GitHub, through Probot's manifest flow. */
  readonly setup: boolean
}

/** Reads the command line; undefined where it only asked for help. Throws a {@link StartError}. */
export function readStartArguments(argv: readonly string[], print: (text: string) => void): StartArguments | undefined {
  const command = new Command('npm start --')
    .description(
      'Serves GitHub where there are credentials in the environment, and a local GitHub with a demo where there are none.',
    )
    .option('--repo <path>', 'serve a copy of this git repository on the local GitHub (repeatable)', collect, [])
    .option('--port <number>', 'listen here instead of PORT or 3000', readPort)
    .option(
      '--setup',
      'register the app on GitHub in the browser, from app.yml, and write its credentials to .env',
      false,
    )
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined })
  try {
    command.parse([...argv], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined
    throw error instanceof CommanderError
      ? new StartError(`${error.message.replace(/^error: /, '').replaceAll('\n', ' ')}. See: npm start -- --help`)
      : error
  }
  const { repo, port, setup } = command.opts<{ repo: string[]; port?: number; setup: boolean }>()
  return { repositories: repo, port, setup }
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}
