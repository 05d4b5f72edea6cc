import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { Plan } from '../../plan/plan.ts'
import { listsUnmanaged, unmanagedWords } from '../../report/plan-groups.ts'
import type { Report } from '../../report/report.ts'
import type { ResourceName } from '../../resource/resource.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown.ts'

/** Names that are listed; the rest is counted. */
const MOST_NAMES = 50

/** What is on the server only, in the namespaces of the tree: one line, and the names behind it. */
export const unmanagedSections = (report: Report): readonly Section[] => {
  if (!listsUnmanaged(report)) return []
  const [summary = ''] = unmanagedWords(report.plan)
  const lines = unmanagedLines(report.plan, MOST_NAMES).map((line) => md.text(line))
  return [
    {
      title: '',
      body: md.details(summary, md.list(lines)),
      shorter: [`${summary}.`],
      priority: 2,
      noun: 'unmanaged resources',
    },
  ]
}

/** One line in words for each of the first `most` unmanaged resources, and one for the rest. */
export const unmanagedLines = ({ unmanaged: { count, names } }: Plan, most: number): readonly string[] => {
  if (names.length === 0) return ['Their names are not shown on a public repository.']
  const rest = count - most
  return [...names.slice(0, most).map(unmanagedName), ...(rest > 0 ? [`${rest} more in \`plan.json\``] : [])]
}

const unmanagedName = (name: ResourceName): string => `${KINDS[name.kind].noun} \`${displayName(name)}\``
