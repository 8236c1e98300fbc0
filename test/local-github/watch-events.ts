import { payloadOf } from '../../src/local-github/webhooks/payload-of.js'
import type { WorldEvent } from '../../src/local-github/world/world.js'
import { createContract, printProblem } from '../contract/validate.js'
import type { Serving } from './serving.js'

/** Collects what is told from now on under these names; asking checks the payloads against GitHub's description of them. */
export function watchEvents({ world, alice }: Serving, ...names: readonly string[]): () => Promise<string[]> {
  const contract = createContract()
  const payloads: { event: WorldEvent; payload: Promise<object> }[] = []
  const app = {
    id: 1,
    nodeId: 'A_1',
    clientId: 'Iv1',
    slug: 'watcher',
    name: 'watcher',
    owner: alice,
    bot: alice,
    publicKey: '',
    permissions: {},
    events: [],
    webhook: { id: 1, url: '', secret: '' },
    createdAt: world.clock().toISOString(),
  }
  const installation = {
    id: 1,
    nodeId: 'IN_1',
    app,
    account: alice,
    repositories: 'all' as const,
    suspendedAt: undefined,
    createdAt: app.createdAt,
  }
  world.listen((event) => {
    if (names.includes(event.name)) payloads.push({ event, payload: payloadOf(world, event, installation) })
  })
  return async () => {
    const read = payloads.splice(0)
    const problems: string[] = []
    for (const { event, payload } of read) {
      const sent: unknown = JSON.parse(JSON.stringify(await payload))
      const found = contract.webhook(event.name, sent).map(printProblem)
      problems.push(...found.filter((problem) => !/_url is "", not a uri$/.test(problem)))
    }
    if (problems.length > 0) throw new Error(`Not as GitHub describes it:\n${problems.join('\n')}`)
    return read.map(({ event: { name, action } }) => (action === null ? name : `${name}.${action}`))
  }
}
