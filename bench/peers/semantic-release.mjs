import { join } from 'node:path'
import { run } from './run.mjs'

const plugins = ['commit-analyzer', 'release-notes-generator', 'github'].map((name) => `@semantic-release/${name}`)

/** On a clone of what was pushed, as a CI job has it: it publishes at once, there is nothing to open. */
export async function semanticRelease({ world, requests, fresh, installed }) {
  const { url, clone, token, env } = fresh
  await fresh.push()
  const publishing = await requests.during(() =>
    run(
      process.execPath,
      [
        join(installed, 'node_modules/semantic-release/bin/semantic-release.js'),
        '--no-ci',
        `--branches=main`,
        `--repository-url=${url}`,
        `--plugins=${plugins.join(',')}`,
      ],
      { cwd: clone, env: { ...env, GH_TOKEN: token, GITHUB_API_URL: `${world.url}/api/v3` } },
    ),
  )
  return { opening: undefined, publishing }
}
