// Writes docs/plan.schema.json from the zod schema of the machine contract: node scripts/generate-plan-schema.ts
import { writeFileSync } from 'node:fs'
import { machineContractSchema } from '../src/render/machine-contract-schema.ts'

const file = new URL('../docs/plan.schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(machineContractSchema(), undefined, 2)}\n`)
