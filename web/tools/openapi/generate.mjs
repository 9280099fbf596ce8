// Writes the types of the API client from the committed OpenAPI document; with --check only says whether they are fresh.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const document = new URL('../../../openapi/guiyi.json', import.meta.url)
const target = new URL('../../src/api/schema.d.ts', import.meta.url)
const text = `// Generated from openapi/guiyi.json by \`make generate\`; not edited by hand.\n${astToString(await openapiTS(document, { alphabetize: true }))}`
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('web/src/api/schema.d.ts is older than openapi/guiyi.json: run `make generate`')
    process.exit(1)
  }
} else writeFileSync(target, text)
