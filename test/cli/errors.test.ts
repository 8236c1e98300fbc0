import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { forget, gitStory } from '../support/git-story.js'
import { runCli } from './run-cli.js'

describe('what the person at the desk can mend is told in a sentence', () => {
  let folder = ''
  let untagged = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'landfall-desk-'))
    untagged = gitStory([{ message: 'feat: a' }])
    writeFileSync(join(folder, 'bad.yml'), 'release:\n  types: { feat: huge }\n  tagg: v\n')
    writeFileSync(join(folder, 'hostile.yml'), '"\\e[2J": 1\n')
    writeFileSync(join(folder, 'broken.yml'), 'release: [\n')
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
    forget(untagged)
  })

  test('a path that is no folder', async () => {
    const run = await runCli('replay', join(folder, 'nowhere'))
    expect(run).toEqual({
      code: 1,
      stdout: '',
      stderr: `landfall: ${folder}/nowhere is not a folder; give the path of a git repository.\n`,
    })
  })

  test('a folder that is no repository', async () => {
    const run = await runCli('plan', folder)
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('is not a git repository')
  })

  test('a repository without commits', async () => {
    const empty = join(folder, 'empty.git')
    spawnSync('git', ['init', '--quiet', '--bare', empty])
    expect((await runCli('plan', empty)).stderr).toContain('has no commit yet')
  })

  test('a repository without tags', async () => {
    const run = await runCli('replay', untagged)
    expect(run).toMatchObject({
      code: 1,
      stderr: `landfall: ${untagged} has no tags; fetch them first: git fetch --tags.\n`,
    })
  })

  test('a configuration that is wrong, with its places', async () => {
    const run = await runCli('replay', untagged, '--config', join(folder, 'bad.yml'))
    expect(run.code).toBe(1)
    expect(run.stderr).toContain(`landfall: ${folder}/bad.yml:2:12: release.types.feat: `)
    expect(run.stderr).toContain(`${folder}/bad.yml:3:3: release.tagg: there is no such key`)
  })

  test('a configuration that is no YAML', async () => {
    const run = await runCli('plan', untagged, '--config', join(folder, 'broken.yml'))
    expect(run.stderr).toMatch(/^landfall: \S+broken\.yml:\d+:\d+: this is not YAML/)
  })

  test('what a configuration says does not act on the terminal', async () => {
    const run = await runCli('plan', untagged, '--config', join(folder, 'hostile.yml'))
    expect(run.stderr).toContain('�[2J')
    expect(run.stderr).not.toContain('\u001b')
  })

  test('a configuration that is not there', async () => {
    expect((await runCli('plan', untagged, '--config', join(folder, 'none.yml'))).stderr).toContain(
      'none.yml cannot be read',
    )
  })

  test.each([
    [['sail'], "unknown command 'sail'"],
    [['plan', '.', '--fast'], "unknown option '--fast'"],
    [['replay'], "missing required argument 'path'"],
    [['plan', '.', 'here'], 'too many arguments'],
  ])('%j', async (argv, message) => {
    const run = await runCli(...argv)
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain(`landfall: ${message}`)
    expect(run.stderr.trim()).not.toContain('\n')
  })

  test('help is no error', async () => {
    expect(await runCli('--help')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('replay') })
  })
})
