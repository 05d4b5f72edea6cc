// Writes docs/plan.schema.json from the zod schema of the machine contract: node scripts/generate-plan-schema.ts
import { writeFileSync } from 'node:fs'
import { machineContractSchema } from '../src/render/machine-contract.ts'

/** The text of docs/plan.schema.json. */
export const renderPlanSchema = (): string => `${JSON.stringify(machineContractSchema(), undefined, 2)}\n`

if (import.meta.main) writeFileSync(new URL('../docs/plan.schema.json', import.meta.url), renderPlanSchema())
