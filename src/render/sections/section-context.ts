import { displayName } from '../../kinds/kinds.ts'
import type { ApprovedPlanCheck } from '../../plan/approved-plan.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ResourceName } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import type { ShownReport } from '../redact.ts'

/** Data shared by the sections of one Markdown text. */
export interface SectionContext extends ShownReport {
  readonly links: Links
  /** The check of the one pull request that this text is about. */
  readonly check?: ApprovedPlanCheck | undefined
  /** Headings of the three lists, and the name of this change. */
  readonly titles: {
    readonly here: string
    readonly pending: string
    readonly server: string
    readonly change: 'this pull request' | 'these commits'
  }
}

/** The context with a plan: that of `report`, or a part of it. */
export interface PlanContext extends SectionContext {
  readonly plan: Plan
}

/** Groups named in the shortest form of a list; the others are counted. */
const MAX_GROUPS = 40

interface ListLabels<T> extends Readonly<Record<'line' | 'name' | 'group', (item: T) => string>> {
  readonly noun: string
}

/**
 * The shorter forms of a list that must not be left out: one line each, names only, and a count by group. `group`
 * returns plain text, `name` Markdown. Each form says how many items there are.
 */
export const shorterLists = <T>(items: readonly T[], { noun, line, name, group }: ListLabels<T>): readonly string[] => {
  const total = counted(items.length, noun)
  const groups = [...Map.groupBy(items, group)].map(([key, { length }]) => `${md.code(key)} ${length}`)
  const rest = groups.length > MAX_GROUPS ? [`${groups.length - MAX_GROUPS} more groups`] : []
  return [
    md.list(items.map(line)),
    `${total}: ${items.map(name).join(', ')}`,
    `${total}: ${[...groups.slice(0, MAX_GROUPS), ...rest].join(', ')}`,
  ]
}

/** The shorter forms of a list of resources, grouped by namespace. */
export const shorterResources = <T extends ResourceName>(
  resources: readonly T[],
  noun: string,
  line: (resource: T) => string = nameAsCode,
): readonly string[] => shorterLists(resources, { noun, line, name: nameAsCode, group: ({ namespace }) => namespace })

const nameAsCode = (resource: ResourceName): string => md.code(displayName(resource))
