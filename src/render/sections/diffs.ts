import type { PlannedResource } from '../../plan/plan.ts'
import { changeLabel, revisionLabel } from '../change-label.ts'
import type { PlanDiffs } from '../diff/plan-diffs.ts'
import type { ResourceDiff } from '../diff/resource-diff.ts'
import { displayName } from '../display-name.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'

/** Up to this many lines over all resources, the diffs are open and need no click. */
const MAX_OPEN_LINES = 20

/** One folded unified diff a resource, open when there is little to see and `isHistory` is false. */
export const diffSections = ({ diffs, tooLong }: PlanDiffs, isHistory: boolean): readonly Section[] => {
  const lineCount = diffs.reduce((sum, diff) => sum + diff.lineCount, 0)
  const open = lineCount <= MAX_OPEN_LINES && !isHistory ? ' open' : ''
  return [
    ...diffs.map((diff) => ({ title: '', body: details(diff, open), priority: 4, noun: 'diff' })),
    ...tooLong.map((resource) => ({
      title: '',
      body: `<details><summary>${label(resource)}</summary>\n\nThe diff is too long for this place.\n\n</details>`,
      priority: 5,
      noun: 'diff',
    })),
  ]
}

const details = ({ resource, title, added, removed, text }: ResourceDiff, open: string): string => {
  const revision = revisionLabel(resource)
  const facts = [`+${added} −${removed}`, ...(revision === '' ? [] : [revision]), title]
  return `<details${open}><summary>${label(resource)} (${facts.join(', ')})</summary>\n\n${md.fence(text, 'diff')}\n\n</details>`
}

const label = (resource: PlannedResource): string => `${changeLabel(resource)} ${md.summary(displayName(resource))}`
