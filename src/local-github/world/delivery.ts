import type { App } from './entities.js'

/** A webhook delivery, as `GET /app/hook/deliveries` lists it. */
export interface Delivery {
  readonly id: number
  readonly guid: string
  readonly app: App
  readonly event: string
  readonly action: string | null
  readonly installationId: number | null
  readonly repositoryId: number | null
  readonly redelivery: boolean
  readonly deliveredAt: string
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly payload: object }
  /** Undefined while it is under way. */
  response:
    | { readonly statusCode: number; readonly status: string; readonly durationMs: number; readonly body: string }
    | undefined
}
