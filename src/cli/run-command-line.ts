import { Command, CommanderError } from 'commander'
import { checkCommand, type CheckOptions } from './check-command.js'
import type { Io } from './io.js'
import { planCommand } from './plan-command.js'
import type { GitHubPlanOptions } from './plan-on-github.js'
import { readPlanTarget } from './plan-target.js'
import { printText } from './print-text.js'
import { replayCommand, type ReplayOptions } from './replay-command.js'
import { UserError } from './user-error.js'

/**
 * Runs one command and gives the exit code: 0 for done, 1 for what the person can mend, 2 for a command line that makes no sense.
 * An error is one sentence on stderr.
 */
export async function runCommandLine(argv: readonly string[], io: Io): Promise<number> {
  try {
    let code = 0
    await commandLine(io, (given) => (code = given)).parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof UserError)) throw error
    printText(io.stderr, `landfall: ${error.message}\n`)
    return 1
  }
}

function commandLine(io: Io, exitWith: (code: number) => void): Command {
  const program = new Command('landfall')
    .description('Says what Landfall would do. Changes nothing.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => printText(io.stdout, text),
      writeErr: (text) => printText(io.stderr, text),
      outputError: (text, write) => write(text.replace(/^error: /, 'landfall: ')),
    })
  program
    .command('plan')
    .description('the next version, its notes, and what would be done')
    .argument(
      '<repository>',
      'the path of a git repository with its whole history and its tags; or OWNER/NAME on GitHub',
    )
    .option('--json', 'print JSON')
    .option('--config <file>', 'a configuration to use instead of .github/landfall.yml at HEAD')
    .option('--api-url <url>', "GitHub's API (default: https://api.github.com, or what GHE_HOST says)")
    .option('--app <slug>', 'the app whose pull requests count as its own (default: the one that made them)')
    .action((repository: string, options: GitHubPlanOptions) => plan(repository, options, io))
  program
    .command('replay')
    .description("what would have been released from the repository's own history, against what was")
    .argument('<path>', 'a git repository, bare or not, with its whole history and its tags')
    .option('--json', 'print JSON, and nothing else, on stdout')
    .option('--config <file>', 'a configuration to use instead of .github/landfall.yml at HEAD')
    .action((path: string, options: ReplayOptions) => replayCommand(path, options, io))
  program
    .command('check')
    .description('whether a configuration can be used, and what it means; each problem with its line and column')
    .argument('[path]', 'a folder that has .github/landfall.yml, or the path of a configuration', '.')
    .option('--json', 'print JSON')
    .action(async (path: string, options: CheckOptions) => exitWith(await checkCommand(path, options, io)))
  return program
}

async function plan(repository: string, options: GitHubPlanOptions, io: Io): Promise<void> {
  const target = await readPlanTarget(repository)
  if (target.kind === 'path') {
    const stray = options.apiUrl === undefined ? options.app && '--app' : '--api-url'
    if (stray) throw new UserError(`${stray} is for a repository on GitHub, and ${repository} is a path.`)
    return planCommand(target.path, options, io)
  }
  // Only who asks GitHub waits until its client is loaded.
  const { planOnGitHub } = await import('./plan-on-github.js')
  return planOnGitHub(target, options, io, () => new Date())
}
