import type { PlanDiffs } from '../diff/plan-diffs.ts'
import type { Section } from '../fit-sections.ts'
import { groupResources } from '../group-resources.ts'
import { blastRadiusSection } from './blast-radius.ts'
import { tableSection } from './changes-table.ts'
import { conflictSection } from './conflicts.ts'
import type { SectionContext } from './context.ts'
import { deletionSection } from './deletions.ts'
import { diffSections } from './diffs.ts'
import { problemSections } from './problems.ts'
import { renameSection } from './renames.ts'

/** The plan from what cannot be undone down to the details. */
export const planSections = (context: SectionContext, diffs: PlanDiffs): readonly Section[] => {
  const { conflicts, deletions } = groupResources(context.plan)
  return [
    ...deletionSection(deletions, context),
    ...conflictSection(conflicts, context),
    ...problemSections(context),
    ...tableSections(context),
    ...renameSection(context),
    ...blastRadiusSection(context),
    ...diffSections(diffs, false),
  ]
}

/** The plan once it is history: folded, below the receipt. */
export const promiseSections = (context: SectionContext, diffs: PlanDiffs): readonly Section[] => {
  const { deletions } = groupResources(context.plan)
  const sections = [...deletionSection(deletions, context), ...tableSections(context), ...renameSection(context)]
  const body = sections.map((section) => `#### ${section.title}\n\n${section.body}`).join('\n\n')
  const promise = `<details><summary>The promise, as planned before the merge</summary>\n\n${body}\n\n</details>`
  return [
    ...(body === '' ? [] : [{ title: '', body: promise, priority: 3, noun: 'promise' }]),
    ...diffSections(diffs, true),
  ]
}

const tableSections = (context: SectionContext): readonly Section[] => {
  const { here, pending, server } = groupResources(context.plan)
  return [
    ...tableSection(context.titles.here, here, context),
    ...tableSection(context.titles.pending, pending, context),
    ...tableSection(context.titles.server, server, context),
  ]
}
