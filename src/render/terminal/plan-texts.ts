import type { PlannedResource } from '../../plan/plan.ts'
import type { PlanDiffs } from '../diff/plan-diffs.ts'
import type { ResourceDiff } from '../diff/resource-diff.ts'

/** The texts of a plan that a terminal shows. */
export interface PlanTexts extends PlanDiffs {
  /** Resources whose texts are left out so that the plan can be read, and their lines. */
  readonly leftOut: ReadonlySet<PlannedResource>
  readonly leftOutLines: number
}

/** What is left of the texts in at most `most` lines: all; else without what is new; else none. `undefined`: no limit. */
export const withinLines = ({ diffs, tooLong }: PlanDiffs, most: number | undefined): PlanTexts => {
  const choices = [diffs, diffs.filter(({ resource }) => resource.action !== 'create'), []]
  const shown = choices.find((choice) => most === undefined || linesIn(choice) <= most) ?? []
  const kept = new Set(shown)
  const left = diffs.filter((diff) => !kept.has(diff))
  return {
    diffs: shown,
    tooLong,
    leftOut: new Set(left.map(({ resource }) => resource)),
    leftOutLines: linesIn(left),
  }
}

const linesIn = (diffs: readonly ResourceDiff[]): number => diffs.reduce((sum, { lineCount }) => sum + lineCount, 0)
