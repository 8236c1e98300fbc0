import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { pino } from 'pino'
import { createLandfall } from '../app.js'
import { checkGit, GitError } from '../local-github/git/check-git.js'
import { ImportError, importRepository } from '../local-github/import-repository.js'
import { createLocalGitHub, ListenError } from '../local-github/local-github.js'
import { installApp, registerApp } from '../local-github/world/apps.js'
import type { User } from '../local-github/world/entities.js'
import { createUser } from '../local-github/world/users.js'
import type { World } from '../local-github/world/world.js'
import type { Settings } from '../settings.js'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.js'
import { createDemoRepository } from './demo-repository.js'
import { listen } from './listen.js'
import { readManifest } from './manifest.js'
import { StartError } from './start-error.js'
import { systemTime } from './system-time.js'
import { welcome } from './welcome.js'

/** Everything is on this machine: a burst is over soon. */
const pauseMs = 200

/** Starts a local GitHub with a demo repository, copies of the user's own, and the bot beside it. */
export async function serveLocal(
  settings: Settings,
  paths: readonly string[],
  print: (text: string) => void,
): Promise<{ stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'landfall-'))
  const github = createLocalGitHub({ dataDir, anonymous: 'maya' })
  async function stop(): Promise<void> {
    await github.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await checkGit()
    return await start()
  } catch (error) {
    await stop()
    throw asStartError(error)
  }

  async function start(): Promise<{ stop(): Promise<void> }> {
    const { world } = github
    const url = await github.listen(settings.port, settings.host)
    const { maya, demo, own } = await populate(world, paths)
    const app = registerApp(world, {
      slug: 'landfall',
      name: 'Landfall',
      owner: maya,
      ...readManifest(),
      webhookUrl: '',
      webhookSecret: world.ids.token('secret_'),
    })
    const logger = pino({ level: settings.logLevel === 'info' ? 'warn' : settings.logLevel })
    const store = openSqliteStore(undefined, { time: systemTime, pauseMs, onError: (error) => logger.error(error) })
    const landfall = await createLandfall({
      store,
      app: { appId: app.id, privateKey: app.privateKey, webhookSecrets: [app.webhook.secret] },
      baseUrl: `${url}/api/v3`,
      webhookPath: settings.webhookPath,
      logger,
      time: systemTime,
      pace: false,
      mode: settings.mode,
    })
    app.webhook.url = `${await listen(landfall.server, 0, '127.0.0.1')}${settings.webhookPath}`
    for (const account of new Set([demo, ...own].map(({ owner }) => owner))) installApp(world, app, account, 'all')
    print(await welcome(world, demo, own))
    return {
      async stop() {
        await landfall.stop()
        await store.close()
        await stop()
      },
    }
  }
}

async function populate(world: World, paths: readonly string[]) {
  const maya = createUser(world, { login: 'maya', name: 'Maya Lindqvist' })
  const sam = createUser(world, { login: 'sam', name: 'Sam Okafor' })
  const acme: User = createUser(world, { login: 'acme', name: 'Acme', type: 'Organization' })
  const demo = await createDemoRepository(world, acme, maya, sam)
  const own = []
  for (const path of paths) {
    const name =
      basename(resolve(path))
        .replace(/\.git$/, '')
        .replace(/[^\w.-]+/g, '-') || 'repository'
    own.push(await importRepository(world, { from: path, owner: maya, name }))
  }
  return { maya, demo, own }
}

/** What the local GitHub says for people becomes a reason not to start. */
function asStartError(error: unknown): unknown {
  const forPeople = error instanceof GitError || error instanceof ImportError || error instanceof ListenError
  return forPeople ? new StartError(error.message, { cause: error }) : error
}
