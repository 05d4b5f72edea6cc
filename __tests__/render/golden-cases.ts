import type { GoldenCase } from './stories/golden-case.ts'
import { huge } from './stories/huge.ts'
import { plans } from './stories/plans.ts'
import { receipts } from './stories/receipts.ts'
import { serverEdits } from './stories/server-edits.ts'

export const goldenCases: readonly GoldenCase[] = [...plans, ...serverEdits, ...receipts, huge]

/** The stories whose texts are compared with golden files, one of each thing that a reader can meet. Of the others `FACTS` has what they prove. */
export const GOLDEN: ReadonlySet<string> = new Set([
  'conflict',
  'drift-edited',
  'eight-changes',
  'first-deploy',
  'huge',
  'invalid',
  'kept',
  'offline-fork',
  'readme',
  'receipt-kept',
  'receipt-not-kept',
  'receipt-rolled-back',
])
