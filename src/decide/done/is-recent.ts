/** Whether something happened (ISO 8601) since the moment before which all is left alone. */
export function isRecent(since: string | undefined, at: string): boolean {
  return since === undefined || at >= since
}
