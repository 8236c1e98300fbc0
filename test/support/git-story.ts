import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One step of a story: a commit on a branch, tagged or not. */
export interface Step {
  readonly message: string
  /** Written anew each time; a commit without files lists no path. */
  readonly files?: readonly string[] | Readonly<Record<string, string>>
  readonly tags?: readonly string[]
  /** Annotated, where lightweight tags are not wanted. */
  readonly annotated?: boolean
  /** `main` unless told; a branch begins at `from`, else where main is. */
  readonly branch?: string
  readonly from?: string
  /** A branch that this commit merges. */
  readonly merges?: string
}

/** Makes a bare repository that tells a story, in a temporary folder. One git process, whatever the length. */
export function gitStory(steps: readonly Step[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'landfall-story-')), 'story.git')
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', path])
  execFileSync('git', ['-C', path, 'fast-import', '--quiet'], { input: steps.map(tell(new Set())).join('') })
  return path
}

/** Removes a story and the folder that was made for it. */
export function forget(path: string): void {
  rmSync(join(path, '..'), { recursive: true, force: true })
}

function tell(known: Set<string>): (step: Step, position: number) => string {
  return (step, position) => {
    const branch = step.branch ?? 'main'
    const from = step.from ?? 'main'
    const who = `A Contributor <contributor@example.com> ${1_767_225_600 + position * 60} +0000`
    const start =
      known.has(branch) || known.size === 0 ? '' : `from ${from.startsWith('refs/') ? from : `refs/heads/${from}`}\n`
    known.add(branch)
    const merge = step.merges === undefined ? '' : `merge refs/heads/${step.merges}\n`
    const tags = (step.tags ?? []).map((tag) => tagged(tag, branch, step.annotated === true, who)).join('')
    return `commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\n${data(step.message)}${start}${merge}${files(step, position)}\n${tags}`
  }
}

function tagged(tag: string, branch: string, annotated: boolean, who: string): string {
  if (!annotated) return `reset refs/tags/${tag}\nfrom refs/heads/${branch}\n\n`
  return `tag ${tag}\nfrom refs/heads/${branch}\ntagger ${who}\n${data(`Release ${tag}`)}`
}

function files({ files = [] }: Step, position: number): string {
  const entries = Array.isArray(files)
    ? files.map((path: string) => [path, `${position}\n`] as const)
    : Object.entries(files)
  return entries.map(([path, text]) => `M 100644 inline ${path}\n${data(String(text))}`).join('')
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}
