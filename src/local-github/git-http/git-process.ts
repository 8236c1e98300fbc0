import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { gitEnvironment, spawnGit } from '../git/run-git.js'

export type GitService = 'git-upload-pack' | 'git-receive-pack'

/** Pull requests' heads are there to fetch, and the server's alone to write. */
const settings: Readonly<Record<GitService, readonly string[]>> = {
  'git-upload-pack': ['uploadpack.allowAnySHA1InWant=true', 'uploadpack.allowFilter=true'],
  'git-receive-pack': ['receive.hideRefs=refs/pull', 'receive.autogc=false', 'receive.denyDeleteCurrent=refuse'],
}

/** One request of git's, served by git itself. What the client should see of errors git sends along in its answer. */
export function gitProcess(
  service: GitService,
  repositoryPath: string,
  { advertise, protocol }: { readonly advertise: boolean; readonly protocol: string | undefined },
): ChildProcessWithoutNullStreams {
  const options = ['--stateless-rpc', ...(advertise ? ['--http-backend-info-refs'] : [])]
  const configured = settings[service].flatMap((setting) => ['-c', setting])
  const child = spawnGit([...configured, service.replace(/^git-/, ''), ...options, repositoryPath], {
    ...gitEnvironment(),
    ...(protocol === undefined ? {} : { GIT_PROTOCOL: protocol }),
  })
  child.once('error', (error) => child.stdout.destroy(error))
  child.stderr.resume()
  return child
}

/** Resolves when the process is over, however it ended. */
export function exitOf(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
}
