import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commitFiles } from '../../dist/local-github/world/commits.js'
import { createRef } from '../../dist/local-github/world/refs.js'
import { createRelease, releaseOfTag } from '../../dist/local-github/world/releases.js'
import { createRepository, gitOf, setCollaborator } from '../../dist/local-github/world/repositories.js'
import { createUser } from '../../dist/local-github/world/users.js'
import { personHeader } from './count-requests.mjs'
import { run } from './run.mjs'

const messages = [
  'feat: tides of a whole week',
  'fix: low water at midnight',
  'docs: say where the numbers come from',
  'fix(feet): round as mariners do',
  'chore: newer test data',
]

/** A repository of its own for one tool, at v1.0.0, released, with the tool's own `files`; `push` brings five conventional commits. */
export async function freshRepository(world, { name, folder, files = {} }) {
  const owner = createUser(world, { login: `acme-${name}`, type: 'Organization' })
  const maya = createUser(world, { login: 'maya', name: 'Maya Lindqvist', email: 'maya@example.com' })
  const releaser = createUser(world, { login: 'releaser', name: 'Releaser' })
  const actor = { kind: 'user', user: maya }
  const repository = await createRepository(world, { owner, name: 'harbour' })
  setCollaborator(world, repository, maya, 'admin')
  setCollaborator(world, repository, releaser, 'write')
  const sha = await commitFiles(world, repository, actor, {
    branch: 'main',
    message: 'feat: tide times for a harbour',
    files: { 'package.json': manifest, 'README.md': '# Harbour\n', 'CHANGELOG.md': '# Changelog\n', ...files },
  })
  await createRef(world, repository, actor, 'refs/tags/v1.0.0', sha)
  await createRelease(world, repository, actor, { tagName: 'v1.0.0', name: 'v1.0.0', body: 'The first.' })

  const path = `${owner.login}/${repository.name}`
  const url = `${world.url}/${path}.git`
  const clone = join(folder, name, 'clone')
  await mkdir(clone, { recursive: true })
  const env = { PATH: process.env.PATH, HOME: join(folder, name), GIT_TERMINAL_PROMPT: '0' }
  const asMaya = ['-c', `http.extraHeader=${personHeader}: maya`]
  const pushUrl = url.replace('://', `://maya:${maya.token}@`)
  const git = (...args) => run('git', args, { cwd: clone, env })
  await git(...asMaya, 'clone', '--quiet', '--branch', 'main', url, '.')
  await git('config', 'user.name', maya.name)
  await git('config', 'user.email', maya.email)

  return {
    repository,
    actor,
    path,
    url,
    clone,
    env,
    token: releaser.token,
    /** Five commits in one push, by a person. */
    async push() {
      for (const [index, message] of messages.entries()) {
        await writeFile(join(clone, `note-${index}.md`), `${message}\n`)
        await git('add', '.')
        await git('commit', '--quiet', '-m', message)
      }
      await git(...asMaya, 'push', '--quiet', pushUrl, 'main')
    },
    openPullRequest: () => [...repository.pullRequests.values()].find(({ state }) => state === 'open'),
    /** The newest release's tag. @throws where it is not v1.1.0, published, with a tag in git, or where git finds fault */
    async released() {
      const release = releaseOfTag(repository, 'v1.1.0')
      if (!release || release.draft) throw new Error(`${name} published no release v1.1.0`)
      if (!(await gitOf(world, repository).resolve('refs/tags/v1.1.0'))) throw new Error(`${name} made no tag v1.1.0`)
      const faults = await run('git', ['-C', repository.path, 'fsck', '--strict', '--no-dangling', '--no-progress'])
      if (faults.trim() !== '') throw new Error(`git fsck after ${name}:\n${faults}`)
      return release.tagName
    },
  }
}

const manifest = `${JSON.stringify({ name: 'harbour', version: '1.0.0', private: true }, null, 2)}\n`
