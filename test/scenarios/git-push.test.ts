import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'

const run = promisify(execFile)

scenario('git clone, commit, git push: the release pull request follows', async ({ repo, world, settles }) => {
  await repo.released('v1.2.0')
  const folder = await mkdtemp(join(tmpdir(), 'landfall-clone-'))
  const git = (...args: string[]) =>
    run('git', ['-C', folder, '-c', 'user.name=Maya', '-c', 'user.email=maya@example.com', ...args], {
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    })
  const { owner, name } = repo.entity
  await git('clone', '--quiet', `${world.url}/${owner.login}/${name}.git`, '.')

  await git('commit', '--quiet', '--allow-empty', '-m', 'feat: a buoy')
  await git('push', '--quiet', 'origin', 'HEAD')
  await settles()
  expect((await repo.releasePullRequest()).title).toBe('chore: release 1.3.0')

  await git('commit', '--quiet', '--allow-empty', '-m', 'feat!: a lighthouse')
  await git('push', '--quiet', 'origin', 'HEAD')
  await settles()
  const pr = await repo.releasePullRequest()
  expect(pr.title).toBe('chore: release 2.0.0')
  expect(pr.body).toContain('a buoy')

  await git('fetch', '--quiet')
  const { stdout } = await git('log', '-2', '--format=%an: %s', 'origin/landfall/release')
  expect(stdout).toBe('landfall[bot]: chore: release 2.0.0\nMaya: feat!: a lighthouse\n')
  await rm(folder, { recursive: true })
})
