#!/usr/bin/env node
// The long form of test/kill: npm run test:kill -- --kills 100 --seed 7 --store postgres --stall
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

const usage = 'npm run test:kill -- [--kills 100] [--seed <text>] [--store sqlite|postgres] [--stall]'

function read() {
  try {
    const { values } = parseArgs({
      options: {
        kills: { type: 'string', default: '100' },
        seed: { type: 'string' },
        store: { type: 'string', default: 'sqlite' },
        stall: { type: 'boolean', default: false },
      },
    })
    if (!/^[1-9]\d*$/.test(values.kills)) throw new Error('--kills is a number from 1')
    if (!['sqlite', 'postgres'].includes(values.store)) throw new Error('--store is sqlite or postgres')
    if (values.stall && values.store === 'sqlite')
      throw new Error('--stall needs --store postgres: a lease ends there only')
    return values
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}\n`)
    process.exit(2)
  }
}

const { kills, seed, store, stall } = read()
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
const jest = spawn(process.execPath, [...flags, 'node_modules/jest/bin/jest.js', 'test/kill'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    LANDFALL_KILLS: kills,
    LANDFALL_KILL_STORE: store,
    ...(stall ? { LANDFALL_KILL_STALL: 'yes' } : {}),
    ...(seed === undefined ? {} : { LANDFALL_SEED: seed }),
  },
})
jest.on('exit', (code) => process.exit(code ?? 1))
