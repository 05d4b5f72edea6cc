// Writes docs/gitops.schema.json, which editors use for .kestra/gitops.yml: node scripts/generate-config-schema.ts
import { writeFileSync } from 'node:fs'
import * as z from 'zod'
import { configSchema } from '../src/settings/config/config-file.ts'

/** The text of docs/gitops.schema.json. */
export const renderConfigSchema = (): string => `${JSON.stringify(z.toJSONSchema(configSchema), undefined, 2)}\n`

if (import.meta.main) writeFileSync(new URL('../docs/gitops.schema.json', import.meta.url), renderConfigSchema())
