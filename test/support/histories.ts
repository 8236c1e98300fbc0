import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** The real release histories that tests measure against, where the machine has them. */
export type Histories =
  { readonly kind: 'here'; readonly folder: string } | { readonly kind: 'absent'; readonly message: string }

/** A stable release of a history. */
export interface HistoryRelease {
  readonly version: string
  readonly tag: string
  readonly previous_tag: string | null
  readonly tool_era?: boolean
}

/** Where the histories are: `LANDFALL_HISTORIES`, else beside the checkout. They are no part of the project. */
export function histories(): Histories {
  const beside = resolve(dirname(fileURLToPath(import.meta.url)), '../../../shared/histories')
  const folder = process.env['LANDFALL_HISTORIES'] ?? beside
  if (existsSync(join(folder, 'to-git.mjs'))) return { kind: 'here', folder }
  return { kind: 'absent', message: `no release histories in ${folder} (LANDFALL_HISTORIES names another folder)` }
}

/** The releases of a history, as its file has them. */
export function historyReleases(name: string): HistoryRelease[] {
  const text = gunzipSync(readFileSync(historyFile(name))).toString('utf8')
  const history = JSON.parse(text) as { releases: HistoryRelease[] }
  return history.releases
}

/** The messages of a history's commits. */
export function historyMessages(name: string): string[] {
  const text = gunzipSync(readFileSync(historyFile(name))).toString('utf8')
  const history = JSON.parse(text) as { commits: { message: string }[]; side_commits: { message: string }[] }
  return [...history.commits, ...history.side_commits].map(({ message }) => message)
}

/** A history as a bare git repository in the temporary folder: made once, and made anew when the history changes. */
export function historyAsGit(name: string): string {
  const file = historyFile(name)
  const stamp = Math.floor(statSync(file).mtimeMs)
  const target = join(tmpdir(), `landfall-history-${stamp}`, `${name}.git`)
  if (existsSync(target)) return target
  const scratch = mkdtempSync(join(tmpdir(), 'landfall-history-'))
  execFileSync(process.execPath, [join(dirname(file), 'to-git.mjs'), file, join(scratch, basename(target))], {
    stdio: 'pipe',
  })
  moveInto(scratch, target)
  return target
}

/** Another test may have made it meanwhile: then that one stays. */
function moveInto(scratch: string, target: string): void {
  execFileSync('mkdir', ['-p', dirname(target)])
  try {
    renameSync(join(scratch, basename(target)), target)
  } catch (error) {
    if (!existsSync(target)) throw error
  }
  rmSync(scratch, { recursive: true, force: true })
}

function historyFile(name: string): string {
  const found = histories()
  if (found.kind === 'absent') throw new Error(found.message)
  return join(found.folder, `${name}.json.gz`)
}
