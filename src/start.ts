#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { pino } from 'pino'
import { readSettings } from './settings.js'
import { readStartArguments } from './start/arguments.js'
import { explainFailure } from './start/explain-failure.js'

/** Whoever stops a process kills it after 10 seconds (Docker). A database that hangs, say, is not waited for any longer than this. */
const stopWithinMs = 9_500

function print(text: string): void {
  process.stdout.write(text)
}

async function start(): Promise<void> {
  const given = readStartArguments(process.argv.slice(2), print)
  if (given === undefined) return
  // Each of the three is loaded alone: whoever serves GitHub needs no local one in memory.
  if (given.setup) return (await import('./start/set-up-app.js')).setUpApp()
  if (existsSync('.env')) loadEnvFile('.env')
  const settings = readSettings({ ...process.env, ...(given.port === undefined ? {} : { PORT: String(given.port) }) })
  const logger = pino({ level: settings.logLevel })
  const running = settings.app
    ? await (await import('./start/serve-github.js')).serveGitHub(settings, settings.app, logger)
    : await (await import('./start/serve-local.js')).serveLocal(settings, given.repositories, print)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), stopWithinMs)
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

start().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`, () => process.exit(1))
})
