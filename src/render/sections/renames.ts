import type { PlannedResource } from '../../plan/plan.ts'
import { displayName } from '../display-name.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'
import { isRenamed } from '../resource-words.ts'
import type { SectionContext } from './context.ts'

/** One row a rename. For the server it is another resource: what hangs on the old name stays there. */
export const renameSection = ({ plan }: SectionContext): readonly Section[] => {
  const rows = plan.resources.filter(isRenamed).map((resource) => {
    const old = { ...resource, ...resource.movedFrom }
    return `| ${md.code(displayName(old))} | ${md.code(displayName(resource))} | ${leftBehind(resource)} |`
  })
  if (rows.length === 0) return []
  const body = ['| renamed from | to | what does not follow |', '|---|---|---|', ...rows].join('\n')
  return [{ title: 'Renamed', body, priority: 1, noun: 'renames' }]
}

const leftBehind = ({ kind }: PlannedResource): string =>
  kind === 'flow' ? 'executions, logs, trigger state, webhook URLs' : 'revisions; `read()` of the old path'
