import { invalidRequest } from './request-body.js'

/** Names of labels as clients send them: texts, or objects with a `name`. @throws {Refusal} 422 for anything else */
export function labelNames(list: unknown): string[] {
  if (!Array.isArray(list))
    throw invalidRequest(`For 'properties/labels', ${JSON.stringify(list ?? null)} is not an array.`)
  return list.map((label: unknown) => {
    const name = typeof label === 'object' && label !== null && 'name' in label ? label.name : label
    if (typeof name !== 'string' || name === '') throw invalidRequest(`${JSON.stringify(label)} is not a label's name.`)
    return name
  })
}
