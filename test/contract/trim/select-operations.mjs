import { mapValues, plainSchema } from './plain-schema.mjs'

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** The operations with these ids, each with its parameters, bodies and answers, beside all schemas that they may name. */
export function selectOperations(description, ids) {
  const wanted = new Set(ids)
  const operations = []
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of methods.filter((method) => wanted.delete(item[method]?.operationId)))
      operations.push(operationOf(description, path, method, item))
  }
  if (wanted.size > 0) throw new Error(`Not in the description: ${[...wanted].join(', ')}`)
  return { operations, schemas: mapValues(description.components.schemas, plainSchema) }
}

function operationOf(description, path, method, item) {
  const operation = item[method]
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
    resolve(description, parameter),
  )
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    parameters: parameters.filter(({ in: place }) => place === 'path' || place === 'query').map(plainParameter),
    ...(operation.requestBody && { body: bodyOf(resolve(description, operation.requestBody)) }),
    responses: mapValues(operation.responses, (response) => contentOf(resolve(description, response))),
  }
}

function plainParameter({ name, in: place, required, schema, description = '', 'x-multi-segment': multiSegment }) {
  const plain = plainSchema(schema)
  // The largest page is said in prose alone.
  const [, maximum] = /\(max (\d+)\)/.exec(description) ?? []
  return {
    name,
    in: place,
    ...(required && { required: true }),
    ...(multiSegment && { slashes: true }),
    schema:
      maximum === undefined || plain.type !== 'integer' ? plain : { ...plain, minimum: 1, maximum: Number(maximum) },
  }
}

function bodyOf({ required = false, content }) {
  return { required, content: contentOf({ content }) }
}

function contentOf({ content = {} }) {
  return mapValues(content, ({ schema }) => plainSchema(schema ?? {}))
}

function resolve(description, node) {
  if (node.$ref === undefined) return node
  const [, kind, name] = /^#\/components\/(\w+)\/(.+)$/.exec(node.$ref)
  return description.components[kind][name]
}
