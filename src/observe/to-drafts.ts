/** A release as the query of the repository reads it. */
export interface ReleaseNode {
  readonly tagName: string
  readonly isDraft: boolean
  readonly databaseId: number | null
}

/** The drafts by tag, the oldest first. One beside a release of its tag waits for nothing. */
export function toDrafts(nodes: readonly ReleaseNode[]): Record<string, number[]> {
  const out = new Set(nodes.filter(({ isDraft }) => !isDraft).map(({ tagName }) => tagName))
  const drafts = new Map<string, number[]>()
  for (const { tagName, isDraft, databaseId } of nodes) {
    if (!isDraft || databaseId === null || out.has(tagName)) continue
    drafts.set(
      tagName,
      [...(drafts.get(tagName) ?? []), databaseId].toSorted((a, b) => a - b),
    )
  }
  return Object.fromEntries(drafts)
}
