import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runCli } from './run-cli.js'

describe('landfall check', () => {
  let folder = ''
  const file = (name: string): string => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'landfall-check-'))
    mkdirSync(file('.github'))
    writeFileSync(file('.github/landfall.yml'), 'paused: true\nrelease: {types: {docs: patch, perf: none}}\n')
    writeFileSync(file('bad.yml'), 'release:\n  tags: v\npaused: yes\n')
    writeFileSync(file('hostile.yml'), '"\\e[2J": 1\n')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a folder: its configuration is right, and what it means', async () => {
    expect(await runCli('check', folder)).toEqual({
      code: 0,
      stderr: '',
      stdout: `${file('.github/landfall.yml')} is right. Tags are named v\${version}, with the changelog in CHANGELOG.md; feat → minor, fix → patch, revert → patch, docs → patch. Landfall is paused: it does nothing.\n`,
    })
  })

  test('a file with problems: place and mend of each, and exit code 1', async () => {
    const bad = file('bad.yml')
    expect(await runCli('check', bad)).toEqual({
      code: 1,
      stderr: '',
      stdout: `${bad}:2:3: release.tags: there is no such key; did you mean release.tag?\n${bad}:3:1: paused: must be true or false\n`,
    })
  })

  test('--json says the same for programs', async () => {
    const { code, stdout } = await runCli('check', file('bad.yml'), '--json')
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        file: file('bad.yml'),
        valid: false,
        problems: [
          { line: 2, column: 3, message: expect.stringContaining('release.tag?') },
          { line: 3, column: 1, message: 'paused: must be true or false' },
        ],
      },
    ])
    expect(JSON.parse((await runCli('check', folder, '--json')).stdout)).toMatchObject({ valid: true, problems: [] })
  })

  test('what the file says does not act on the terminal', async () => {
    expect((await runCli('check', file('hostile.yml'))).stdout).not.toContain('\u001b')
  })

  test('a file that is not there', async () => {
    const { code, stderr } = await runCli('check', file('none.yml'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^landfall: \S+none\.yml cannot be read; give a folder/)
  })
})
