import { noHints } from '../model/job.js'
import type { RepoRef } from '../model/repo-ref.js'
import { deliveryMark, type Marks } from '../store/marks.js'
import type { Queue } from '../store/queue.js'

/** One try to deliver a webhook, as GitHub lists it. */
interface Delivery {
  readonly id: number
  readonly guid: string
  readonly deliveredAt: Date
  readonly isDelivered: boolean
  readonly installationId: number | undefined
  readonly repositoryId: number | undefined
}

/** GitHub keeps its list for three days. */
const keptMs = 3 * 86_400_000

/** GitHub lists a delivery when it has ended, and gives it ten seconds: whatever began before this long ago is in the list, whichever ended first. */
const settledMs = 60_000

/** Where more came than this since the last time, the rest is left to the look at what was not looked at for long. */
const mostDeliveries = 5_000

export interface MissedOptions {
  /** Newest first. */
  readonly deliveries: AsyncIterable<Delivery>
  readonly repositoriesOf: (installationId: number) => AsyncIterable<{ readonly repo: RepoRef; readonly id: number }>
  readonly marks: Marks
  readonly queue: Queue
  readonly now: Date
}

/**
 * Webhooks that GitHub could not deliver say where to look all the same: their repositories are looked at, and nothing needs to be delivered
 * again. What was read before is not read again, unless an installation could not be read: it keeps no other waiting, and its failure is thrown.
 * What is of the last minute is left to the next time. Gives the number of webhooks that had been missed.
 */
export async function findMissed({ deliveries, repositoriesOf, marks, queue, now }: MissedOptions): Promise<number> {
  const known = (await marks.startingWith(deliveryMark)).get(deliveryMark) ?? 0
  const seen: Delivery[] = []
  for await (const delivery of deliveries) {
    const isTooOld = now.getTime() - delivery.deliveredAt.getTime() > keptMs
    if (delivery.id <= known || isTooOld || seen.length >= mostDeliveries) break
    seen.push(delivery)
  }
  const settled = seen.filter(({ deliveredAt }) => now.getTime() - deliveredAt.getTime() >= settledMs)
  const delivered = new Set(seen.filter(({ isDelivered }) => isDelivered).map(({ guid }) => guid))
  const missed = new Map(
    settled.filter(({ guid }) => !delivered.has(guid)).map((delivery) => [delivery.guid, delivery]),
  )
  const failures: unknown[] = []
  for (const [installationId, ids] of byInstallation([...missed.values()])) {
    try {
      for await (const { repo, id } of repositoriesOf(installationId)) {
        if (ids !== 'all' && !ids.has(id)) continue
        await queue.enqueue([{ repo, hints: noHints, changed: true, priority: 'change' }])
      }
    } catch (error) {
      failures.push(error)
    }
  }
  // Last: where it died or failed before, it is read again.
  if (failures.length > 0) throw failures[0]
  if (settled[0] !== undefined) await marks.note(deliveryMark, settled[0].id)
  return missed.size
}

/** A webhook that names no repository is about all that its installation has. */
function byInstallation(missed: readonly Delivery[]): Map<number, Set<number> | 'all'> {
  const found = new Map<number, Set<number> | 'all'>()
  for (const { installationId, repositoryId } of missed) {
    if (installationId === undefined) continue
    const before = found.get(installationId) ?? new Set<number>()
    if (repositoryId === undefined || before === 'all') found.set(installationId, 'all')
    else found.set(installationId, before.add(repositoryId))
  }
  return found
}
