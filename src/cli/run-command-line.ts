import { Command, CommanderError } from 'commander'
import type { Io } from './io.js'
import { planCommand, type PlanOptions } from './plan-command.js'
import { printText } from './print-text.js'
import { replayCommand, type ReplayOptions } from './replay-command.js'
import { UserError } from './user-error.js'

/**
 * Runs one command and gives the exit code: 0 for done, 1 for what the person can mend, 2 for a command line that makes no sense.
 * An error is one sentence on stderr.
 */
export async function runCommandLine(argv: readonly string[], io: Io): Promise<number> {
  try {
    await commandLine(io).parseAsync([...argv], { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof UserError)) throw error
    printText(io.stderr, `landfall: ${error.message}\n`)
    return 1
  }
}

function commandLine(io: Io): Command {
  const program = new Command('landfall')
    .description('Reads a local clone and says what Landfall would do. Changes nothing.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => printText(io.stdout, text),
      writeErr: (text) => printText(io.stderr, text),
      outputError: (text, write) => write(text.replace(/^error: /, 'landfall: ')),
    })
  program
    .command('plan')
    .description('the next version, its notes, and what would be done')
    .argument('<path>', 'a git repository, bare or not, with its whole history and its tags')
    .option('--json', 'print JSON')
    .option('--config <file>', 'a configuration to use instead of .github/landfall.yml at HEAD')
    .action((path: string, options: PlanOptions) => planCommand(path, options, io))
  program
    .command('replay')
    .description("what would have been released from the repository's own history, against what was")
    .argument('<path>', 'a git repository, bare or not, with its whole history and its tags')
    .option('--json', 'print JSON, and nothing else, on stdout')
    .option('--config <file>', 'a configuration to use instead of .github/landfall.yml at HEAD')
    .action((path: string, options: ReplayOptions) => replayCommand(path, options, io))
  return program
}
