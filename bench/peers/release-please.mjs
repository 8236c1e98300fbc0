import { join } from 'node:path'
import { mergePullRequest } from '../../dist/local-github/world/merge-pull-request.js'
import { run } from './run.mjs'

/** Runs one command of release-please as its package has it, told where the API is; gives what it printed. */
export function runReleasePlease(name, { url, path, token, installed, env }) {
  return run(
    process.execPath,
    [
      join(installed, 'node_modules/release-please/build/src/bin/release-please.js'),
      name,
      '--release-type=node',
      `--token=${token}`,
      `--repo-url=${path}`,
      `--api-url=${url}/api/v3`,
      `--graphql-url=${url}/api`,
    ],
    { cwd: installed, env },
  )
}

/** `release-pr`, a person merges, `github-release`. */
export async function releasePlease({ world, requests, fresh, installed }) {
  const { repository, actor, path, token, env } = fresh
  const command = (name) => runReleasePlease(name, { url: world.url, path, token, installed, env })
  await fresh.push()
  const opening = await requests.during(() => command('release-pr'))
  const pullRequest = fresh.openPullRequest()
  if (!pullRequest) throw new Error(`release-please opened no pull request:\n${opening.result}`)
  await mergePullRequest(world, repository, actor, pullRequest.number, { method: 'squash' })
  const publishing = await requests.during(() => command('github-release'))
  return { opening, publishing }
}
