import { mapValues, plainSchema } from './plain-schema.mjs'

/** The webhooks with these names (`*` stands for any end), each with the shape of its payload; and the headers that all deliveries carry. */
export function selectWebhooks(description, patterns) {
  const names = Object.keys(description.webhooks)
  for (const pattern of patterns)
    if (!names.some((name) => matches(name, pattern))) throw new Error(`Not in the description: ${pattern}`)
  const wanted = names.filter((name) => patterns.some((pattern) => matches(name, pattern)))
  const [first] = wanted.map((name) => description.webhooks[name].post)
  return {
    headers: first.parameters.filter((parameter) => parameter.required).map(({ name }) => name),
    events: Object.fromEntries(wanted.map((name) => [name, payloadOf(description.webhooks[name].post)])),
    schemas: mapValues(description.components.schemas, plainSchema),
  }
}

function payloadOf({ requestBody }) {
  return plainSchema(requestBody.content['application/json'].schema)
}

function matches(name, pattern) {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}
