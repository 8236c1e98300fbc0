import { EVENT_ID, getScalarValue, parseEvents, type Event } from 'js-yaml'

/** A place in a text, both counted from 1, as editors show it. */
export interface Position {
  readonly line: number
  readonly column: number
}

/**
 * Where a path of keys and indexes stands in a YAML text. A key's own place is given, not its value's; where the path leads
 * nowhere, the deepest part of it that exists.
 */
export function positionOf(text: string, path: readonly PropertyKey[]): Position {
  const events = parseEvents(text, {})
  let index = 1
  let offset = startOf(events[index])
  for (const step of path) {
    const found = childAt(text, events, index, String(step))
    if (found === undefined) break
    offset = found.offset
    index = found.value
  }
  return positionAt(text, offset)
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function childAt(text: string, events: Event[], parent: number, step: string) {
  const kind = events[parent]?.type
  if (kind !== EVENT_ID.MAPPING && kind !== EVENT_ID.SEQUENCE) return undefined
  let position = 0
  for (let index = parent + 1; index < events.length && events[index]?.type !== EVENT_ID.POP;) {
    const event = events[index]
    if (kind === EVENT_ID.SEQUENCE) {
      if (String(position) === step) return { offset: startOf(event), value: index }
      index = endOf(events, index)
    } else {
      const value = endOf(events, index)
      if (event?.type === EVENT_ID.SCALAR && getScalarValue(text, event) === step)
        return { offset: startOf(event), value }
      index = endOf(events, value)
    }
    position += 1
  }
  return undefined
}

/** The index just after the node that begins at `index`. */
function endOf(events: Event[], index: number): number {
  let depth = 0
  for (let at = index; at < events.length; at += 1) {
    const type = events[at]?.type
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1
    if (type === EVENT_ID.POP) depth -= 1
    if (depth === 0) return at + 1
  }
  return events.length
}

function startOf(event: Event | undefined): number {
  if (event === undefined) return 0
  if (event.type === EVENT_ID.SCALAR) return Math.max(event.valueStart, 0)
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start
  return 0
}
