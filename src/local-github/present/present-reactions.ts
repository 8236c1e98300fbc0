/** The reactions to an issue or a comment, of which there are none here. `url` is the API's of what they would be to. */
export function presentReactions(url: string): object {
  const none = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }
  return { url: `${url}/reactions`, total_count: 0, ...none }
}
