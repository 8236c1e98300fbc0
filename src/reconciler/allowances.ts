import type { AllowanceNote } from '../model/allowance.js'
import type { Priority } from '../model/job.js'

/** The share of the allowance that is kept for those in a greater hurry. */
const reserves: Readonly<Record<Priority, number>> = { hotfix: 0, command: 0, change: 0.05, resync: 0.2 }

/** What GitHub still grants, by installation: each is counted for itself, so that one that is used up slows no other. */
export interface Allowances {
  hear(installationId: number, note: AllowanceNote): void
  /** How long a job of that priority has to wait for its allowance, in milliseconds; undefined where it may begin. */
  restMs(installationId: number, priority: Priority): number | undefined
}

/** `now` is GitHub's clock, by which it names moments. */
export function createAllowances(now: () => Date): Allowances {
  const rests = new Map<number, number>()
  const notes = new Map<number, Map<string, AllowanceNote>>()

  return {
    hear(installationId, note) {
      const { restUntil } = note
      if (restUntil !== undefined) rests.set(installationId, Math.max(restUntil, rests.get(installationId) ?? 0))
      // A refusal for asking too fast says nothing of what is left.
      if (note.limit === undefined) return
      const ofInstallation = notes.get(installationId) ?? new Map<string, AllowanceNote>()
      notes.set(installationId, ofInstallation.set(note.resource, note))
    },
    restMs(installationId, priority) {
      const at = now().getTime()
      const shortUntil = [...(notes.get(installationId)?.values() ?? [])]
        .filter((note) => isShort(note, priority))
        .map(({ resetAt }) => resetAt ?? 0)
      const until = Math.max(rests.get(installationId) ?? 0, ...shortUntil)
      return until > at ? until - at : undefined
    },
  }
}

function isShort({ limit, remaining }: AllowanceNote, priority: Priority): boolean {
  return limit !== undefined && remaining !== undefined && remaining <= limit * reserves[priority]
}
