import type { Issue, Repository } from './entities.js'

/** The repository's issues that a text would close; code in it does not count. */
export function issuesNamedIn(repository: Repository, text: string): Issue[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  const full = `${repository.owner.login}/${repository.name}`.toLowerCase()
  const named =
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+\/[\w.-]+)?#|https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/issues\/)(\d+)\b/gi
  const numbers = new Set<number>()
  for (const [, short, long, number] of prose.matchAll(named)) {
    if ((short ?? long ?? full).toLowerCase() === full) numbers.add(Number(number))
  }
  return [...numbers].flatMap((number) => repository.issues.get(number) ?? [])
}
