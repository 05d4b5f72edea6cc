// Writes docs/gitops.schema.json, which editors use for .kestra/gitops.yml: node scripts/generate-config-schema.ts
import { writeFileSync } from 'node:fs'
import * as z from 'zod'
import { configSchema } from '../src/settings/config-file.ts'

const file = new URL('../docs/gitops.schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(z.toJSONSchema(configSchema), undefined, 2)}\n`)
