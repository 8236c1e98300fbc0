/** A moment as the schema's `DateTime`: in UTC, to the second. */
export function dateTime(iso: string): string {
  return new Date(iso).toISOString().replace(/\.\d+Z$/, 'Z')
}

export function dateTimeOrNull(iso: string | undefined): string | null {
  return iso === undefined ? null : dateTime(iso)
}
