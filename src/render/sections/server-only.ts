import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { Plan, PlannedResource } from '../../plan/plan.ts'
import { keptWords, listsUnmanaged, unmanagedWords } from '../../report/plan-groups.ts'
import type { Report } from '../../report/report.ts'
import type { ResourceName } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import type { Section } from '../fit-sections.ts'
import { type Links, resourceLink } from '../links.ts'
import { md } from '../markdown.ts'
import { resourceWords, revisionLabel } from '../resource-words.ts'
import { shorterResources } from './section-context.ts'

/** Names that are listed; the rest is counted. */
const MOST_NAMES = 50

/** What these commits take out of Git and a deploy leaves on the server: each with what still starts it, and how to delete it. */
export const leavingSection = (leaving: readonly PlannedResource[], links: Links): readonly Section[] =>
  keptList(leaving, links).map((section) => ({
    ...section,
    title: `📌 Leaves Git and stays on the server: ${counted(leaving.length, 'resource')}`,
    priority: 1,
  }))

/** What left Git before these commits: one line, and the names behind it. */
export const leftSection = (left: readonly PlannedResource[], links: Links): readonly Section[] => {
  const [summary = ''] = keptWords(left)
  return keptList(left, links).map(({ body, shorter, ...section }) => ({
    ...section,
    body: md.details(summary, body),
    shorter: [...shorter.map((short) => md.details(summary, short)), `${summary}.`],
  }))
}

const keptList = (kept: readonly PlannedResource[], links: Links) => {
  if (kept.length === 0) return []
  const line = (resource: PlannedResource) => {
    const revision = revisionLabel(resource)
    const words = resourceWords(resource).map((sentence) => md.text(sentence))
    return [resourceLink(resource, links), ...(revision === '' ? [] : [revision]), ...words].join(' · ')
  }
  const shorter = shorterResources(kept, 'resource')
  return [{ title: '', body: md.list(kept.map(line)), shorter, priority: 2, noun: 'kept resources' }]
}

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
