import type { Octokit } from '../octokit.js'

/** One try of GitHub to deliver a webhook. A redelivery has the GUID of the first try. */
export interface Delivery {
  readonly id: number
  readonly guid: string
  readonly deliveredAt: Date
  /** Whether the webhook was answered with a status of 200 to 299, in time. */
  readonly isDelivered: boolean
  readonly installationId: number | undefined
  readonly repositoryId: number | undefined
}

/** GitHub's list of deliveries of the last three days, newest first, a page at a time. */
export async function* observeDeliveries(app: Octokit): AsyncGenerator<Delivery> {
  const pages = app.paginate.iterator(app.rest.apps.listWebhookDeliveries, { per_page: 100 })
  for await (const { data } of pages) {
    for (const { id, guid, delivered_at, status, installation_id, repository_id } of data) {
      yield {
        id,
        guid,
        deliveredAt: new Date(delivered_at),
        // Not `status=failure`: that filter of GitHub's leaves out what it could not connect for, or waited for in vain.
        isDelivered: status === 'OK',
        installationId: installation_id ?? undefined,
        repositoryId: repository_id ?? undefined,
      }
    }
  }
}
