import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'

/** Pull requests' heads are the server's to write. */
const hidden = ['-c', 'receive.hideRefs=refs/pull/', '-c', 'receive.hideRefs=refs/__local/']

const settings: Readonly<Record<GitService, readonly string[]>> = {
  'git-upload-pack': ['-c', 'uploadpack.allowAnySHA1InWant=true', '-c', 'uploadpack.allowFilter=true'],
  'git-receive-pack': [...hidden, '-c', 'receive.autogc=false', '-c', 'receive.denyDeleteCurrent=refuse'],
}

export type GitService = 'git-upload-pack' | 'git-receive-pack'

/** One request of git's, served by git itself. What the client should see of errors git sends along in its answer. */
export function gitProcess(
  service: GitService,
  repositoryPath: string,
  { advertise, protocol }: { advertise: boolean; protocol: string | undefined },
): ChildProcessWithoutNullStreams {
  const command = service.replace(/^git-/, '')
  const options = ['--stateless-rpc', ...(advertise ? ['--http-backend-info-refs'] : [])]
  const child = spawn('git', [...settings[service], command, ...options, repositoryPath], {
    env: { ...process.env, ...(protocol === undefined ? {} : { GIT_PROTOCOL: protocol }), LC_ALL: 'C' },
  })
  child.stdin.on('error', ignore)
  child.stderr.resume()
  return child
}

/** A client or a git that goes away early closes the pipe; its exit says so too. */
function ignore(): void {}

/** The exit code; -1 where a signal ended it or it could not start. */
export function exitOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(-1))
    child.once('close', (code) => resolve(code ?? -1))
  })
}
