import type { Environment } from './environment.js'

const pattern = /^(.+)-([1-9]\d{0,9})$/

/** GraphQL has no greater `Int`: a query with such a number fails whole. */
const greatestNumber = 2 ** 31 - 1

/** The environment of one pull request: of `preview` in #12 that is `preview-12`. */
export function environmentOf(rules: Environment, pullRequest: number): Environment {
  return { ...rules, name: printName(rules.name, pullRequest), pullRequest }
}

function printName(name: string, pullRequest: number): string {
  return `${name}-${pullRequest}`
}

/** What a name like `preview-12` is made of; undefined where it is none. The pair of {@link environmentOf}. */
export function parseTransientName(name: string): { readonly of: string; readonly pullRequest: number } | undefined {
  const [, of, number] = pattern.exec(name) ?? []
  return of === undefined || Number(number) > greatestNumber ? undefined : { of, pullRequest: Number(number) }
}

/** The environment of a pull request that has this name; undefined where the transient ones that are listed have none like it. */
export function environmentNamed(name: string, listed: readonly Environment[]): Environment | undefined {
  const parsed = parseTransientName(name)
  const rules = listed.find((one) => one.isTransient && one.name === parsed?.of)
  return parsed === undefined || rules === undefined ? undefined : environmentOf(rules, parsed.pullRequest)
}
