import { spawn } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import { UserError } from './user-error.js'

/**
 * Runs git in a repository, reading only, and gives its output. The environment of a hook or an alias (`GIT_DIR` and its like)
 * is left behind: the path alone says which repository is meant.
 */
export async function git(path: string, args: readonly string[]): Promise<string> {
  const parts: string[] = []
  await streamGit(path, args, (text) => parts.push(text))
  return parts.join('')
}

/** Like {@link git}, for large outputs: gives each field that ends with a NUL as it comes, and what follows the last NUL at the end. */
export async function gitFields(
  path: string,
  args: readonly string[],
  onField: (field: string) => void,
): Promise<void> {
  let rest = ''
  await streamGit(path, args, (text) => {
    const fields = (rest + text).split('\0')
    rest = fields.pop() ?? ''
    for (const field of fields) onField(field)
  })
  if (rest !== '') onField(rest)
}

/** Whether a git command succeeds. */
export async function gitSucceeds(path: string, args: readonly string[]): Promise<boolean> {
  return (await runGit(path, args, () => {})).code === 0
}

async function streamGit(path: string, args: readonly string[], onText: (text: string) => void): Promise<void> {
  const { code, errors } = await runGit(path, args, onText)
  if (code !== 0) throw new UserError(`git ${args.join(' ')} failed in ${path}: ${firstLine(errors)}`)
}

function runGit(
  path: string,
  args: readonly string[],
  onText: (text: string) => void,
): Promise<{ code: number | null; errors: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')))
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', path, ...args], {
      env: { ...env, LC_ALL: 'C.UTF-8', TZ: 'UTC', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const decoder = new StringDecoder('utf8')
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => onText(decoder.write(chunk)))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new UserError('git is not installed, or not on the PATH.') : error)
    })
    child.on('close', (code) => {
      onText(decoder.end())
      resolve({ code, errors: Buffer.concat(errors).toString('utf8') })
    })
  })
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? ''
}
