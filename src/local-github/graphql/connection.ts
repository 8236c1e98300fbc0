import type { GraphQLResolveInfo } from 'graphql'
import { GraphqlFailure } from './graphql-failure.js'
import { checkBounds, type PageArguments } from './page-arguments.js'

/** An ordered list that is read a part at a time. */
export interface Listing<T> {
  total(): number | Promise<number>
  slice(from: number, to: number): readonly T[] | Promise<readonly T[]>
  /** Names the place of an entry, so that a later request finds it again though the list has changed. */
  cursorOf(entry: T, index: number): string
  /** Where to go on from a cursor of this list: the index of its entry, or of the one before where that is gone. Undefined for none of its cursors. */
  indexOf(cursor: string): number | undefined
}

interface Page<T> {
  readonly entries: readonly T[]
  readonly from: number
  readonly to: number
  readonly total: number
}

/** A connection over a listing. The page is read when something of it is asked for, and once. */
export function connection<T>(
  args: PageArguments,
  info: GraphQLResolveInfo,
  listing: Listing<T>,
  present: (entry: T) => unknown,
): Record<string, unknown> {
  checkBounds(args, info)
  const page = once(() => readPage(args, listing))
  const cursor = ({ from }: Page<T>, entry: T, index: number) => listing.cursorOf(entry, from + index)
  return {
    totalCount: () => listing.total(),
    nodes: async () => (await page()).entries.map(present),
    edges: async () => {
      const read = await page()
      return read.entries.map((entry, index) => ({ cursor: cursor(read, entry, index), node: () => present(entry) }))
    },
    pageInfo: async () => {
      const read = await page()
      const { entries, from, to, total } = read
      const [first, last] = [entries[0], entries.at(-1)]
      return {
        hasPreviousPage: from > 0,
        hasNextPage: to < total,
        startCursor: first === undefined ? null : cursor(read, first, 0),
        endCursor: last === undefined ? null : cursor(read, last, entries.length - 1),
      }
    },
  }
}

/** A connection over a list that is at hand, each entry with a key of its own. */
export function listConnection<T>(
  args: PageArguments,
  info: GraphQLResolveInfo,
  list: readonly T[],
  keyOf: (entry: T) => string | number,
  present: (entry: T) => unknown,
): Record<string, unknown> {
  return connection(args, info, listingOf(list, keyOf), present)
}

function listingOf<T>(list: readonly T[], keyOf: (entry: T) => string | number): Listing<T> {
  return {
    total: () => list.length,
    slice: (from, to) => list.slice(from, to),
    cursorOf: (entry, index) => Buffer.from(`cursor:v2:${index}:${keyOf(entry)}`).toString('base64'),
    indexOf(cursor) {
      const decoded = Buffer.from(cursor, 'base64').toString('utf8')
      const [, index, key] = /^cursor:v2:(\d+):(.*)$/s.exec(decoded) ?? []
      if (index === undefined || key === undefined) return undefined
      const now = list.findIndex((entry) => String(keyOf(entry)) === key)
      return now >= 0 ? now : Number(index) - 1
    },
  }
}

async function readPage<T>({ first, last, after, before }: PageArguments, listing: Listing<T>): Promise<Page<T>> {
  const total = await listing.total()
  let from = after == null ? 0 : indexOf(listing, after) + 1
  let to = before == null ? total : Math.max(from, indexOf(listing, before))
  if (first != null) to = Math.min(to, from + first)
  if (last != null) from = Math.max(from, to - last)
  from = Math.min(from, total)
  to = Math.max(from, Math.min(to, total))
  return { entries: from === to ? [] : await listing.slice(from, to), from, to, total }
}

function indexOf<T>(listing: Listing<T>, cursor: string): number {
  const index = listing.indexOf(cursor)
  if (index === undefined) {
    throw new GraphqlFailure('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`)
  }
  return index
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= read())
}
