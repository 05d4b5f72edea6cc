import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { Plan, PlannedResource } from '../../plan/plan.ts'
import { keptText, listsUnmanaged, unmanagedText } from '../../report/plan-groups.ts'
import type { Report } from '../../report/report.ts'
import type { ResourceName } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { SEPARATOR, type Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import { STEPS } from '../next-steps.ts'
import { changeLine } from './changes.ts'
import { shorterResources } from './section-context.ts'

/** Names that are listed; the others are counted. */
const MOST_NAMES = 50

/**
 * Resources that these commits remove from Git and a deploy keeps: one line, and a fold with what still starts each
 * one.
 */
export const leavingSection = (leaving: readonly PlannedResource[], links: Links): readonly Section[] =>
  folded(keptList(leaving, links), `📌 ${summaryOf(leaving, 'is kept on the server', 'are kept on the server')}`).map(
    (section) => ({ ...section, priority: 1 }),
  )

/** The name of the only resource with `one`, or the number of resources with `many`. */
const summaryOf = (resources: readonly PlannedResource[], one: string, many: string): string => {
  const [first] = resources
  return resources.length === 1 && first !== undefined
    ? `${md.summary(displayName(first))} ${one}`
    : `${counted(resources.length, 'resource')} ${many}`
}

/** Resources removed from Git before these commits: one line, and their names in a fold. */
export const leftSection = (left: readonly PlannedResource[], links: Links): readonly Section[] => {
  const [summary = ''] = keptText(left)
  return folded(keptList(left, links), summary)
}

/** Edits on the server that a deploy keeps: one line, and a fold with each change, the next step and the diffs. */
export const keptEditsSection = (
  edits: readonly PlannedResource[],
  { diffs, links }: { readonly diffs: readonly string[]; readonly links: Links },
): readonly Section[] => {
  if (edits.length === 0) return []
  const list = [md.list(edits.map((resource) => changeLine(resource, links))), md.text(STEPS.github.drift)]
  const text = list.join(SEPARATOR)
  const body = [text, ...diffs].join(SEPARATOR)
  const shorter = [text, ...shorterResources(edits, 'resource')]
  const summary = summaryOf(
    edits,
    'differs on the server and stays as it is',
    'differ on the server and stay as they are',
  )
  return folded([{ title: '', body, shorter, priority: 2, noun: 'kept resources' }], summary)
}

/** Folds each section. The shortest form is the summary line alone. */
const folded = (sections: readonly Section[], summary: string): readonly Section[] =>
  sections.map(({ body, shorter = [], ...section }) => ({
    ...section,
    body: md.details(summary, body),
    shorter: [...shorter.map((short) => md.details(summary, short)), `${summary}.`],
  }))

const keptList = (kept: readonly PlannedResource[], links: Links): readonly Section[] => {
  if (kept.length === 0) return []
  const line = (resource: PlannedResource) => changeLine(resource, links)
  const shorter = shorterResources(kept, 'resource')
  return [{ title: '', body: md.list(kept.map(line)), shorter, priority: 2, noun: 'kept resources' }]
}

/** Resources that exist only on the server, in the namespaces of the tree: one line, and their names in a fold. */
export const unmanagedSections = (report: Report): readonly Section[] => {
  if (!listsUnmanaged(report)) return []
  const [summary = ''] = unmanagedText(report.plan)
  const lines = unmanagedLines(report.plan, MOST_NAMES).map((line) => md.text(line))
  return folded([{ title: '', body: md.list(lines), priority: 2, noun: 'unmanaged resources' }], summary)
}

/** One line for each of the first `most` unmanaged resources, and one line for the number of others. */
export const unmanagedLines = ({ unmanaged: { count, names } }: Plan, most: number): readonly string[] => {
  if (names.length === 0) return ['Their names are not shown on a public repository.']
  const rest = count - most
  return [...names.slice(0, most).map(unmanagedName), ...(rest > 0 ? [`${rest} more in \`plan.json\``] : [])]
}

const unmanagedName = (name: ResourceName): string => `${KINDS[name.kind].noun} \`${displayName(name)}\``
