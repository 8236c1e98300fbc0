import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { configPath, readConfig, type Config } from '../model/config.js'
import type { Io } from './io.js'
import { printJson, printText } from './print-text.js'
import { UserError } from './user-error.js'

export interface CheckOptions {
  readonly json?: boolean
}

/**
 * `landfall check [PATH]`: whether a configuration can be used, and what it means. Gives the exit code: 1 where it cannot, with
 * `file:line:column: problem` on stdout, as editors and CI read it.
 */
export async function checkCommand(path: string, options: CheckOptions, io: Io): Promise<number> {
  const file = (await isFolder(path)) ? join(path, configPath) : path
  const read = readConfig(await readNamed(file))
  const problems = read.kind === 'invalid' ? read.problems : []
  if (options.json) printJson(io.stdout, { file, valid: read.kind === 'valid', problems })
  else if (read.kind === 'valid') printText(io.stdout, `${file} is right. ${sayConfig(read.config)}\n`)
  else printText(io.stdout, problems.map((each) => `${file}:${each.line}:${each.column}: ${each.message}\n`).join(''))
  return problems.length === 0 ? 0 : 1
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

async function readNamed(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new UserError(`${file} cannot be read; give a folder that has ${configPath}, or the path of a configuration.`)
  }
}

function sayConfig({ paused, release }: Config): string {
  const asking = Object.entries(release.types).flatMap(([type, bump]) => (bump === 'none' ? [] : [`${type} → ${bump}`]))
  const changelog = release.changelog === false ? 'no changelog' : `the changelog in ${release.changelog}`
  const rest = paused ? ' Landfall is paused: it does nothing.' : ''
  return `Tags are named ${release.tag}, with ${changelog}; ${asking.join(', ')}.${rest}`
}
