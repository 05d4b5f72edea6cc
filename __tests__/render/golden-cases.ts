import type { GoldenCase } from './stories/golden-case.ts'
import { huge } from './stories/huge.ts'
import { plans } from './stories/plans.ts'
import { receipts } from './stories/receipts.ts'
import { serverEdits } from './stories/server-edits.ts'

export const goldenCases: readonly GoldenCase[] = [...plans, ...serverEdits, ...receipts, huge]
