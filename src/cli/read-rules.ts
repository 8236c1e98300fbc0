import { readFile } from 'node:fs/promises'
import { configPath, readConfig, type Config } from '../model/config.js'
import { git, gitSucceeds } from './git.js'
import { UserError } from './user-error.js'

/** A configuration and where it was found. */
export interface FoundConfig {
  readonly source: string
  readonly config: Config
}

/** Reads the configuration: from `file` where one is named, else from HEAD; undefined where HEAD has none. */
export async function findConfig(path: string, file: string | undefined): Promise<FoundConfig | undefined> {
  if (file !== undefined) return parse(file, await readNamed(file))
  if (!(await gitSucceeds(path, ['cat-file', '-e', `HEAD:${configPath}`]))) return undefined
  return parse(configPath, await git(path, ['cat-file', 'blob', `HEAD:${configPath}`]))
}

/** Reads a configuration that is named, and that can be used. */
export async function findConfigText(file: string): Promise<string> {
  const text = await readNamed(file)
  parse(file, text)
  return text
}

async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new UserError(`${file} cannot be read; give the path of a configuration such as ${configPath}.`)
  }
}

function parse(source: string, text: string): FoundConfig {
  const result = readConfig(text)
  if (result.kind === 'valid') return { source, config: result.config }
  const problems = result.problems.map(({ line, column, message }) => `${source}:${line}:${column}: ${message}`)
  throw new UserError(problems.join('\n  '))
}
