import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import * as z from 'zod'

const manifestSchema = z.object({
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
})

/** What `app.yml` asks GitHub for: the local GitHub grants the same and no more. */
export interface Manifest {
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
  readonly events: readonly string[]
}

/** Reads the manifest that stands beside `src/` and `dist/`. */
export function readManifest(): Manifest {
  const manifest = manifestSchema.parse(load(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')))
  return { permissions: manifest.default_permissions, events: manifest.default_events }
}
