import * as z from 'zod'
import { machineContract } from './machine-contract.ts'

/** The published JSON Schema of `plan.json`. It allows further fields, because later releases add some. */
export const machineContractSchema = () => z.toJSONSchema(machineContract, { io: 'input' })
