import type { Repository } from '../../../src/local-github/world/entities.js'

/** What is there twice and should be there once, whatever befell whoever made it: a line for each. */
export function findTwins(repository: Repository): string[] {
  const pullRequests = [...repository.pullRequests.values()]
  return [
    ...twice(
      'comment',
      byBots([...repository.comments.values()]),
      ({ issueNumber, body }) => `#${issueNumber} ${body}`,
    ),
    ...twice('release', [...repository.releases.values()], ({ tagName }) => tagName),
    ...twice(
      'open pull request',
      pullRequests.filter(({ state }) => state === 'open'),
      ({ head }) => head.ref,
    ),
    ...twice(
      'check',
      [...repository.checkRuns.values()],
      ({ name, headSha, externalId }) => `${name} ${headSha} ${externalId}`,
    ),
    ...pullRequests.flatMap(({ number, labels }) => twice(`label of #${number}`, labels, (label) => String(label))),
  ]
}

function byBots<T extends { readonly author: { readonly type: string } }>(list: readonly T[]): T[] {
  return list.filter(({ author }) => author.type === 'Bot')
}

function twice<T>(what: string, list: readonly T[], nameOf: (one: T) => string): string[] {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1)
  return [...counts].flatMap(([name, count]) => (count > 1 ? [`${what}, ${count} times: ${name}`] : []))
}
