import { changeLabel, revisionLabel } from '../change-label.ts'
import type { ResourceDiff } from '../diff/resource-diff.ts'
import { displayName } from '../display-name.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'

/** Up to this many lines over all resources, the diffs are open and need no click. */
const MAX_OPEN_LINES = 20

/** One folded unified diff a resource. */
export const diffSections = (diffs: readonly ResourceDiff[]): readonly Section[] => {
  const lineCount = diffs.reduce((sum, diff) => sum + diff.lineCount, 0)
  const open = lineCount <= MAX_OPEN_LINES ? ' open' : ''
  return diffs.map((diff) => ({ title: '', body: details(diff, open), priority: 4, noun: 'diff' }))
}

const details = (diff: ResourceDiff, open: string): string => {
  const { resource, title, added, removed, text } = diff
  const revision = revisionLabel(resource)
  const facts = [`+${added} −${removed}`, ...(revision === '' ? [] : [revision]), title]
  const label = `${md.summary(changeLabel(resource))} <code>${md.summary(displayName(resource))}</code>`
  return `<details${open}><summary>${label} (${facts.join(', ')})</summary>\n\n${md.fence(text, 'diff')}\n\n</details>`
}
