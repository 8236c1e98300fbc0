import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run.mjs'

/** The newest that run on Node 20, exactly as the registry has them. */
const peers = { 'release-please': '17.11.2', 'semantic-release': '24.2.9', '@semantic-release/github': '11.0.6' }

/** Installs peers into a folder, all of them or some, where they are not there yet. */
export async function installPeers(folder, names = Object.keys(peers)) {
  const dependencies = Object.fromEntries(names.map((name) => [name, peers[name]]))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder, env: process.env })
}

export async function versionOf(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version
}
