/**
 * Makes `rest.json` and `webhooks.json` of GitHub's published descriptions: only what `in-use.json` lists, as plain JSON Schema, without prose.
 *
 *     mkdir /tmp/descriptions && cd /tmp/descriptions && npm init -y && npm install @octokit/openapi @octokit/openapi-webhooks
 *     node test/contract/trim-descriptions.mjs /tmp/descriptions/node_modules
 *
 * Install them outside of this repository: unpacked they are more than 400 MB.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { amendDescription, amendWebhooks } from './trim/amend-descriptions.mjs'
import { selectOperations } from './trim/select-operations.mjs'
import { selectWebhooks } from './trim/select-webhooks.mjs'
import { shareSchemas } from './trim/share-schemas.mjs'

const [packages] = process.argv.slice(2)
if (packages === undefined) {
  process.stderr.write(
    'Usage: node test/contract/trim-descriptions.mjs <node_modules with @octokit/openapi and @octokit/openapi-webhooks>\n',
  )
  process.exit(1)
}

const inUse = readJson(new URL('in-use.json', import.meta.url))
const rest = descriptionOf('openapi')
amendDescription(rest)
await write('rest.json', sourceOf('openapi'), selectOperations(rest, inUse.operations))
const webhooks = descriptionOf('openapi-webhooks')
amendWebhooks(webhooks)
await write('webhooks.json', sourceOf('openapi-webhooks'), selectWebhooks(webhooks, inUse.webhooks))

function descriptionOf(name) {
  return readJson(join(packages, '@octokit', name, 'generated', 'api.github.com.json'))
}

function sourceOf(name) {
  const { version } = readJson(join(packages, '@octokit', name, 'package.json'))
  return `@octokit/${name} ${version}, api.github.com, trimmed by trim-descriptions.mjs`
}

async function write(name, source, selected) {
  const path = new URL(name, import.meta.url).pathname
  const json = JSON.stringify({ source, ...shareSchemas(selected) })
  const text = await format(json, { ...(await resolveConfig(path)), parser: 'json' })
  writeFileSync(path, text)
  process.stdout.write(`${name}: ${json.length} bytes, ${text.length} as formatted\n`)
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
