/** How far publishing a merged release came, as our comment on its pull request keeps it, hidden. */
export type PublishingMarker =
  | { readonly state: 'stopped' }
  /** GitHub refused the tag, at this moment (ISO 8601). */
  | { readonly state: 'refused'; readonly at: string }
  | { readonly state: 'done' }

const pattern = /^<!-- landfall:publishing (stopped|done|refused)(?: (\d{4}-\d{2}-\d{2}T[\d:.]+Z))? -->/

export function printPublishingMarker(marker: PublishingMarker): string {
  return `<!-- landfall:publishing ${marker.state}${marker.state === 'refused' ? ` ${marker.at}` : ''} -->`
}

/** Undefined where the comment begins with no such marker. The pair of {@link printPublishingMarker}. */
export function parsePublishingMarker(comment: string): PublishingMarker | undefined {
  const [, state, at] = pattern.exec(comment) ?? []
  if (state === 'stopped' || state === 'done') return { state }
  return state === 'refused' && at !== undefined ? { state, at } : undefined
}
