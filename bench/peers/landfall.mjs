import { pino } from 'pino'
import { createLandfall } from '../../dist/app.js'
import { installApp, registerApp, uninstallApp } from '../../dist/local-github/world/apps.js'
import { mergePullRequest } from '../../dist/local-github/world/merge-pull-request.js'
import { releaseOfTag } from '../../dist/local-github/world/releases.js'
import { configPath } from '../../dist/model/config.js'
import { systemTime } from '../../dist/start/system-time.js'
import { readManifest } from '../../dist/start/manifest.js'
import { openSqliteStore } from '../../dist/store/sqlite/open-sqlite-store.js'

/** Landfall sleeps where it has no file; an empty one wakes it. */
export const landfallFiles = { [configPath]: '' }

const webhookPath = '/api/github/webhooks'

/** Later than this is no part of the answer to a push: the resync every half hour. */
const soonMs = 60_000

/** An app, installed on a repository, and its bot. `rest` waits until nothing more follows on what happened. */
export async function wakeLandfall({ github, repository, owner, pace }) {
  const { world } = github
  const time = watchedTime()
  const app = registerApp(world, {
    slug: `landfall-${repository.id}`,
    name: 'Landfall',
    owner,
    ...readManifest(),
    webhookUrl: '',
    webhookSecret: world.ids.token('secret_'),
  })
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'error' }, process.stderr)
  const store = openSqliteStore(undefined, { time, pauseMs: 2_000, onError: (error) => logger.error(error) })
  const bot = await createLandfall({
    store,
    app: { appId: app.id, privateKey: app.privateKey, webhookSecrets: [app.webhook.secret] },
    baseUrl: `${world.url}/api/v3`,
    webhookPath,
    logger,
    time,
    pace,
    mode: 'act',
  })
  await new Promise((resolve) => bot.server.listen(0, '127.0.0.1', resolve))
  app.webhook.url = `http://127.0.0.1:${bot.server.address().port}${webhookPath}`
  const installation = installApp(world, app, repository.owner, 'all')

  return {
    async rest() {
      do {
        await github.idle()
        await store.queue.idle()
        await time.nothingSoon()
        await store.queue.idle()
        await github.idle()
      } while (!time.isQuiet())
    },
    async stop() {
      await bot.stop()
      await store.close()
      uninstallApp(world, installation)
      app.webhook.url = ''
    },
  }
}

/**
 * A person pushes, merges what Landfall opened, and it publishes. Seconds run until the result is there; requests are counted until the
 * bot has come to rest, its second looks included.
 */
export async function landfall({ github, requests, fresh, pace }) {
  const { repository, actor } = fresh
  const bot = await wakeLandfall({ github, repository, owner: actor.user, pace })

  async function step(what, act, result) {
    let seconds
    const counted = await requests.during(async () => {
      const start = performance.now()
      await act()
      await until(what, result)
      seconds = (performance.now() - start) / 1000
      await bot.rest()
    })
    return { ...counted, seconds }
  }

  try {
    await bot.rest()
    const opening = await step('a release pull request', fresh.push, fresh.openPullRequest)
    const { number } = fresh.openPullRequest()
    const publishing = await step(
      'a release',
      () => mergePullRequest(github.world, repository, actor, number, { method: 'squash' }),
      () => releaseOfTag(repository, 'v1.1.0'),
    )
    return { opening, publishing }
  } finally {
    await bot.stop()
  }
}

async function until(what, holds) {
  for (const end = Date.now() + 120_000; !holds(); await pause(20)) {
    if (Date.now() > end) throw new Error(`Landfall did not make ${what} within two minutes`)
  }
}

/** The machine's time, and whether anything is still to happen soon by it. */
function watchedTime() {
  const soon = new Set()
  const isQuiet = () => soon.size === 0
  return {
    now: systemTime.now,
    after(ms, then) {
      const key = {}
      if (ms <= soonMs) soon.add(key)
      const timer = systemTime.after(ms, () => {
        soon.delete(key)
        then()
      })
      return {
        cancel() {
          soon.delete(key)
          timer.cancel()
        },
      }
    },
    isQuiet,
    async nothingSoon() {
      while (!isQuiet()) await pause(20)
    },
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
