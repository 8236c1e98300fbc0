import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** `refs/pull` is GitHub's own: pushes to it are rejected as "deny updating a hidden ref", yet it can be fetched. */
const config = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	logAllRefUpdates = false
[http]
	receivepack = true
[receive]
	hideRefs = refs/pull
	autogc = false
[uploadpack]
	allowFilter = true
	allowReachableSHA1InWant = true
[gc]
	auto = 0
[maintenance]
	auto = false
`

/** Makes an empty bare repository, as `git init --bare` would in ten times the time. */
export async function createGitRepository(path: string, defaultBranch: string): Promise<void> {
  await Promise.all(
    ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'].map((folder) =>
      mkdir(join(path, folder), { recursive: true }),
    ),
  )
  await Promise.all([
    writeFile(join(path, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`),
    writeFile(join(path, 'config'), config),
  ])
}
