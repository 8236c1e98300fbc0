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
  webhooks: ['model'],
  cli: ['model', 'store', 'decide', 'settings.ts'],
  'local-github': [],
  dashboard: ['model', 'store', 'decide'],
  'octokit.ts': ['model'],
  'settings.ts': [],
  'rooms.ts': ['observe', 'decide', 'act'],
  'app.ts': [
    'model',
    'observe',
    'decide',
    'rooms.ts',
    'store',
    'reconciler',
    'webhooks',
    'dashboard',
    'octokit.ts',
    'settings.ts',
  ],
  start: ['app.ts', 'settings.ts', 'local-github', 'model', 'store'],
  'start.ts': ['start', 'settings.ts'],
}

/** Files that may import from more rooms than their own may, each for the reason that a decision gives (docs/decisions/0015). */
const mayAlsoImport: Record<string, readonly string[]> = {
  // The desk's one look at GitHub: the bot's eyes and mind, and no hands.
  'src/cli/look-at-github.ts': ['observe', 'reconciler/observe-and-decide.ts', 'octokit.ts'],
}

/** What the mind may use besides its own: pure libraries only. */
const pureLibraries = [
  'conventional-changelog-conventionalcommits',
  'conventional-changelog-writer',
  'conventional-commits-parser',
  'croner',
  'js-yaml',
  'jsonc-parser',
  'leven',
  'lru-cache',
  'luxon',
  'minimatch',
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
      const may = [room, ...(mayImport[room] ?? []), ...(mayAlsoImport[file] ?? [])]
      const forbidden = ours(file).filter((to) => !may.includes(roomOf(to)) && !may.includes(relative(src, to)))
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
    expect(files.filter((file) => reachedFrom(file).has(file))).toEqual([])
  })

  test('the desk has no hands, not by way of others either', () => {
    const desk = files.filter((file) => roomOf(file) === 'cli')
    const reached = new Set(desk.flatMap((file) => [...reachedFrom(file)]).map(roomOf))
    expect(reached).toContain('observe')
    expect(reached).not.toContain('act')
  })

  test('the door opens before the mind and its libraries are loaded', () => {
    const door = ['src/start.ts', 'src/start/serve-github.ts', 'src/store/sqlite/open-sqlite-store.ts']
    const packages = new Set(door.flatMap((file) => [...loadedWith(file)]))
    expect(packages).toContain('probot')
    const heavy = ['zod', 'js-yaml', 'semver', 'conventional-commits-parser', 'conventional-changelog-writer', 'pg']
    expect(heavy.filter((name) => packages.has(name))).toEqual([])
    expect(loadedWith('src/decide/decide.ts')).toContain('zod')
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

/** The packages that are loaded before a file runs: types are not, nor what is imported when it is needed. */
function loadedWith(start: string): Set<string> {
  const packages = new Set<string>()
  const seen = new Set([start])
  for (const file of seen) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
    for (const statement of source.statements) {
      const name = loadedBy(statement)
      if (name?.startsWith('.')) seen.add(normalize(join(dirname(file), name.replace(/\.js$/, '.ts'))))
      else if (name !== undefined) packages.add(name)
    }
  }
  return packages
}

function loadedBy(statement: ts.Statement): string | undefined {
  const isTypeOnly =
    (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
    (ts.isExportDeclaration(statement) && statement.isTypeOnly)
  if (isTypeOnly || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) return undefined
  return statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)
    ? statement.moduleSpecifier.text
    : undefined
}

/** What a file imports, and what that imports; the file itself only where it is part of a circle. */
function reachedFrom(start: string): Set<string> {
  const seen = new Set<string>()
  const stack = ours(start)
  while (stack.length > 0) {
    const file = stack.pop() ?? ''
    if (seen.has(file)) continue
    seen.add(file)
    stack.push(...ours(file))
  }
  return seen
}
