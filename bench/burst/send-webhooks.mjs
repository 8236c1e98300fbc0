// The client, in a process of its own: signs all webhooks beforehand, sends them over connections that stay open, each the next as soon
// as the last was answered, and tells the parent how long each took.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { signedPush } from './signed-push.mjs'

process.once('message', async ({ port, path, secret, count, repositories, installations, connections }) => {
  const webhooks = Array.from({ length: count }, (_, index) => signedPush(index % repositories, installations, secret))
  process.send('ready')
  await once(process, 'message')
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times = []
  const refused = {}
  let next = 0
  const begun = performance.now()
  await Promise.all(Array.from({ length: connections }, sendOneAfterAnother))
  const seconds = (performance.now() - begun) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const part = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  const bytes = Math.round(webhooks.reduce((sum, { body }) => sum + body.length, 0) / count)
  process.send({
    accepted: times.length,
    refused,
    seconds,
    bytes,
    p50: part(0.5),
    p99: part(0.99),
    worst: times.at(-1),
  })

  async function sendOneAfterAnother() {
    while (next < webhooks.length) {
      const { headers, body } = webhooks[next++]
      const sentAt = performance.now()
      const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent })
      asked.end(body)
      const [answer] = await once(asked, 'response')
      answer.resume()
      await once(answer, 'end')
      if (answer.statusCode < 300) times.push(performance.now() - sentAt)
      else refused[answer.statusCode] = (refused[answer.statusCode] ?? 0) + 1
    }
  }
})
process.on('disconnect', () => process.exit())
