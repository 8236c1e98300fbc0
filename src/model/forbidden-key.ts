/**
 * The path to a key `__proto__` under one key of what was read from YAML, which checks of keys pass over; undefined where there is none.
 * What an alias stands for is looked at once.
 */
export function findForbiddenKey(document: unknown, under: string): readonly string[] | undefined {
  const top = Object.entries(document ?? {}).find(([key]) => key === under)?.[1]
  const seen = new Set<object>()
  const waiting: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: top, path: [under] }]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { value, path } = one
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (Object.hasOwn(value, '__proto__')) return [...path, '__proto__']
    for (const [key, child] of Object.entries(value)) waiting.push({ value: child, path: [...path, key] })
  }
  return undefined
}
