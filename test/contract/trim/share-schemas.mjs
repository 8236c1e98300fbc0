import { createHash } from 'node:crypto'

const worthSharing = 150

/**
 * The same selection with every larger schema written once: what occurs twice gets a name of its own, what has the shape of a named schema becomes a
 * reference to it, and what nothing refers to is left out. A `$ref` holds the bare name.
 */
export function shareSchemas({ schemas, ...roots }) {
  const sorted = sortKeys({ roots, schemas })
  const names = namesByText(sorted.schemas)
  const counts = new Map()
  visit(sorted, (text) => counts.set(text, (counts.get(text) ?? 0) + 1))

  const shared = {}
  for (const [text, count] of counts) {
    if (count < 2 || names.has(text) || text.length < worthSharing) continue
    const name = `shared-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
    names.set(text, name)
    shared[name] = JSON.parse(text)
  }
  const all = { ...sorted.schemas, ...shared }
  const written = Object.fromEntries(Object.entries(all).map(([name, schema]) => [name, inside(schema, names, name)]))
  const rewritten = replace(sorted.roots, names)
  return { ...inOrder(rewritten, roots), schemas: reachable(rewritten, written) }
}

/** A schema's own text stands for it; the first named one of a text is the one that stays. */
function namesByText(schemas) {
  const names = new Map()
  for (const [name, schema] of Object.entries(schemas)) {
    const text = JSON.stringify(schema)
    if (schema.$ref === undefined && text.length >= worthSharing && !names.has(text)) names.set(text, name)
  }
  return names
}

function visit(node, meet) {
  if (node === null || typeof node !== 'object') return
  if (isSchema(node)) meet(JSON.stringify(node))
  for (const child of Object.values(node)) visit(child, meet)
}

function replace(node, names) {
  if (node === null || typeof node !== 'object') return node
  const name = isSchema(node) ? names.get(JSON.stringify(node)) : undefined
  return name === undefined ? replaceChildren(node, names) : { $ref: name }
}

/** The schema that has the name is written out; another one of the same text refers to it. */
function inside(schema, names, ownName) {
  const name = names.get(JSON.stringify(schema))
  return name === undefined || name === ownName ? replaceChildren(schema, names) : { $ref: name }
}

function replaceChildren(node, names) {
  if (Array.isArray(node)) return node.map((child) => replace(child, names))
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, replace(child, names)]))
}

/** Objects that hold schemas by property name can look like schemas too, where a property is called `type`: its value is no type then. */
function isSchema(node) {
  if (Array.isArray(node)) return false
  return (
    typeof node.type === 'string' || Array.isArray(node.type) || Array.isArray(node.anyOf) || Array.isArray(node.allOf)
  )
}

function reachable(roots, schemas) {
  const found = {}
  const waiting = [roots]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const name of referencesIn(node)) {
      if (name in found) continue
      found[name] = schemas[name]
      waiting.push(schemas[name])
    }
  }
  return sortKeys(found)
}

function referencesIn(node) {
  if (node === null || typeof node !== 'object') return []
  if (typeof node.$ref === 'string') return [node.$ref]
  return Object.values(node).flatMap(referencesIn)
}

function sortKeys(node) {
  if (Array.isArray(node)) return node.map(sortKeys)
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(
    Object.keys(node)
      .sort()
      .map((key) => [key, sortKeys(node[key])]),
  )
}

function inOrder(node, original) {
  return Object.fromEntries(Object.keys(original).map((key) => [key, node[key]]))
}
