import { dump } from 'js-yaml'
import { configKeys, type ConfigKey } from './config-json-schema.js'
import { configPath, defaultTypes } from './config.js'
import { configSchema } from './config-schema.js'

/** The reference page with its example and its table as the schema has them; what is between its marks is replaced. */
export function writeReference(page: string): string {
  const example = `\`\`\`yaml\n${configExample()}\n\`\`\``
  return replaceGenerated(replaceGenerated(page, 'example', example), 'keys', configTable())
}

function configTable(): string {
  return [
    '| key | values | default | what it does |',
    '|---|---|---|---|',
    ...configKeys().filter(isLeaf).map(row),
  ].join('\n')
}

/** A configuration that says what is so anyway. */
function configExample(): string {
  const { release, ...others } = configSchema.parse({})
  const types = { ...defaultTypes, ...release.types }
  return `# ${configPath}, with every key at its default\n${dump({ ...others, release: { ...release, types } })}`.trimEnd()
}

function replaceGenerated(text: string, name: string, content: string): string {
  const [before, rest] = split(text, `<!-- ${name} -->\n`)
  const [, after] = split(rest, `\n<!-- end of ${name} -->`)
  return `${before}<!-- ${name} -->\n${content}\n<!-- end of ${name} -->${after}`
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  if (at < 0) throw new Error(`there is no ${mark.trim()}`)
  return [text.slice(0, at), text.slice(at + mark.length)]
}

/** A section says nothing of its own; `release.types` takes keys that nobody can list. */
function isLeaf({ path, schema }: ConfigKey): boolean {
  return (schema.properties === undefined && typeof schema.additionalProperties !== 'object') || path.at(-1) === 'types'
}

function row({ path, schema }: ConfigKey): string {
  // YAML wants the star in quotes.
  const name = path.map((step) => (step === '*' ? `'*'` : step)).join('.')
  const cells = [`\`${name}\``, valuesOf(schema), defaultOf(schema), schema.description ?? '']
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function valuesOf({ values, enum: choices, type }: ConfigKey['schema']): string {
  if (values !== undefined) return values
  if (choices === undefined) return type === 'boolean' ? '`true` or `false`' : ''
  const names = choices.map((choice) => `\`${choice}\``)
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

function defaultOf({ default: value }: ConfigKey['schema']): string {
  return value === undefined ? '' : `\`${String(value)}\``
}
