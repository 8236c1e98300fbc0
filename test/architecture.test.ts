import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'

/** Which rooms a room may import from, its own aside. A file right under src/ is a room of its own. */
const mayImport: Record<string, readonly string[]> = {
  model: [],
  decide: ['model'],
  observe: ['model', 'octokit.ts'],
  act: ['model', 'octokit.ts'],
  store: ['model'],
  reconciler: ['model', 'store'],
  webhooks: ['model', 'reconciler'],
  cli: ['model', 'store', 'decide'],
  'local-github': [],
  'octokit.ts': [],
  'settings.ts': [],
  'app.ts': ['model', 'observe', 'decide', 'act', 'store', 'reconciler', 'webhooks', 'octokit.ts', 'settings.ts'],
  start: ['app.ts', 'settings.ts', 'local-github', 'model', 'reconciler'],
  'start.ts': ['start', 'settings.ts'],
}

/** What the mind may use besides its own: pure libraries only. */
const pureLibraries = [
  'conventional-changelog-conventionalcommits',
  'conventional-changelog-writer',
  'conventional-commits-parser',
  'js-yaml',
  'jsonc-parser',
  'leven',
  'node:crypto',
  'semver',
  'zod',
]

const src = 'src'
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(src, file))
const imports = new Map(files.map((file) => [file, importsOf(file)]))

describe('the house', () => {
  test('every room is known', () => {
    expect(files.map(roomOf).filter((room) => !(room in mayImport))).toEqual([])
  })

  test('each file imports only from the rooms it may', () => {
    const strays = files.flatMap((file) => {
      const room = roomOf(file)
      const forbidden = ours(file).filter((to) => roomOf(to) !== room && !mayImport[room]?.includes(roomOf(to)))
      return forbidden.map((to) => `${file} imports ${to}`)
    })
    expect(strays).toEqual([])
  })

  test('the words and the mind are pure', () => {
    const pure = files.filter((file) => ['model', 'decide'].includes(roomOf(file)))
    const impure = pure.flatMap((file) => {
      const packages = (imports.get(file) ?? []).filter(
        (name) => !name.startsWith('.') && !pureLibraries.includes(name),
      )
      const worldly =
        readFileSync(file, 'utf8').match(/\b(?:new Date\(\)|Date\.now|Math\.random|process\.|fetch\()/g) ?? []
      return [...packages, ...worldly].map((what) => `${file} uses ${what}`)
    })
    expect(impure).toEqual([])
  })

  test('no file imports itself by way of others', () => {
    expect(files.flatMap((file) => circleFrom(file))).toEqual([])
  })

  test('each file is one thing: at most 300 lines', () => {
    expect(files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301)).toEqual([])
  })

  test('nothing is called utils', () => {
    expect(files.filter((file) => /util|helper|misc/i.test(file))).toEqual([])
  })
})

function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName)
}

function ours(file: string): string[] {
  return (imports.get(file) ?? [])
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name.replace(/\.js$/, '.ts'))))
}

function roomOf(file: string): string {
  return relative(src, file).split('/')[0] ?? ''
}

function circleFrom(start: string): string[] {
  const seen = new Set<string>()
  const stack = ours(start)
  while (stack.length > 0) {
    const file = stack.pop() ?? ''
    if (file === start) return [start]
    if (seen.has(file)) continue
    seen.add(file)
    stack.push(...ours(file))
  }
  return []
}
