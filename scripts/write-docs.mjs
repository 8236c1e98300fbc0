// Writes what follows from src/model/config-schema.ts: the JSON Schema for editors, and the keys in docs/configuration.md.
// Run by `npm run docs`, which builds first; test/model/config-reference.test.ts fails where it was forgotten.
import { readFileSync, writeFileSync } from 'node:fs'
import { configJsonSchema } from '../dist/model/config-json-schema.js'
import { writeReference } from '../dist/model/config-reference.js'

const schema = new URL('../docs/landfall.schema.json', import.meta.url)
const page = new URL('../docs/configuration.md', import.meta.url)
writeFileSync(schema, `${JSON.stringify(configJsonSchema(), null, 2)}\n`)
writeFileSync(page, writeReference(readFileSync(page, 'utf8')))
