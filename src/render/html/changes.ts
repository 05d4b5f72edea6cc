import type { Problem, Severity } from '../../finding/problem.ts'
import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { FlowEdge, Plan, PlannedResource } from '../../plan/plan.ts'
import { allProblems, serverTitle } from '../../report/report-text.ts'
import { resourceKey } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { visibleLine } from '../../text/visible.ts'
import {
  changeSymbol,
  describeResourceChange,
  labelIn,
  revisionLabel,
  titledGroups,
} from '../describe-resource-change.ts'
import { conflictStates, planDiffs } from '../diff/plan-diffs.ts'
import { openDiffs, resourceDiff } from '../diff/resource-diff.ts'
import { type Links, uiUrl } from '../links.ts'
import type { ShownReport } from '../redact.ts'
import { token } from './controls.ts'
import { type Html, html, link, NOTHING, OPEN, proseHtml } from './html.ts'
import { sideBySide } from './side-by-side.ts'

/** Everything that renders the changes of one page. */
interface ChangesContext extends ShownReport {
  readonly plan: Plan
  readonly links: Links
}

/** UTF-8 bytes of all diffs, small ones first. A browser renders this in about a second. */
const MAX_DIFF_BYTES = 8_000_000
/** Lines of all diffs together up to which they are shown open. */
const MAX_OPEN_LINES = 150

const TONES: Readonly<Record<ReturnType<typeof changeSymbol>, string>> = {
  '+': 'add',
  '~': 'change',
  '-': 'delete',
  '!': 'bad',
  ' ': 'stay',
}

/** Returns the anchor of a resource by its name on the page. */
export const anchorOf = (plan: Plan): ((name: string) => string | undefined) => {
  const anchors = new Map(plan.resources.map((resource, index) => [flowName(resource), `r${index + 1}`]))
  return (name) => anchors.get(name)
}

/** The name of a flow as the edges of a plan use it. Other kinds get a name that no edge has. */
const flowName = (resource: PlannedResource): string =>
  resource.kind === 'flow' ? `${resource.namespace}/${resource.name}` : resourceKey(resource)

/**
 * The groups of the plan in their order; each resource with the sentences about its change and its diff side by side.
 */
export const changesOfPlan = (context: ChangesContext): Html => {
  const { plan, report } = context
  const look = changeContextOf(context)
  const groups = titledGroups(plan, serverTitle(report)).map((group) => {
    const entries = group.resources.map((resource) => entry(resource, labelIn(group, resource), look))
    return html`<section class="group"><h3>${group.title} <span class="number">${group.resources.length}</span></h3>${entries}</section>`
  })
  return html`${groups}`
}

const changeContextOf = (context: ChangesContext) => {
  const { plan, report } = context
  const { diffs, tooLong } = planDiffs(plan, { ...context, budget: MAX_DIFF_BYTES })
  return {
    ...context,
    problems: allProblems(report),
    anchor: anchorOf(plan),
    near: neighboursOf(plan.edges),
    diffOf: new Map(diffs.map((diff) => [resourceKey(diff.resource), diff])),
    tooLong: new Set(tooLong.map(resourceKey)),
    isOpen: openDiffs(diffs, MAX_OPEN_LINES),
  }
}

type ChangeContext = ReturnType<typeof changeContextOf>

const MAX_NAME_LENGTH = 400

const entry = (resource: PlannedResource, label: string, look: ChangeContext): Html => {
  const key = resourceKey(resource)
  const diff = look.diffOf.get(key)
  const isConflict = resource.change === 'conflict' && resource.action === 'none'
  const texts = [
    ...(isConflict ? conflictStates(resource).map((states) => resourceDiff(resource, states, look)) : []),
    ...(diff === undefined ? [] : [diff]),
  ]
  const found = look.problems.filter(({ file }) => file !== undefined && file === resource.file)
  const severities = [...new Set(found.map(({ severity }) => severity))]
  const sentences = describeResourceChange(resource).map((sentence) => html`<li>${proseHtml(sentence)}</li>`)
  const added = texts.reduce((sum, diff) => sum + diff.added, 0)
  const removed = texts.reduce((sum, diff) => sum + diff.removed, 0)
  const size = added + removed === 0 ? NOTHING : html`<span class="size">+${added} −${removed}</span>`
  return html`<details class="item" id="${look.anchor(flowName(resource)) ?? ''}" data-class="${[token(label), ...severities].join(' ')}"${look.isOpen(diff) ? OPEN : NOTHING}><summary><span class="badge ${TONES[changeSymbol(resource)]}">${label}</span> <span class="kind">${KINDS[resource.kind].noun}</span> <code class="name">${visibleLine(displayName(resource), MAX_NAME_LENGTH)}</code> <span class="revision">${revisionLabel(resource)}</span> ${size}${severities.map((severity) => problemBadge(severity, found))}<ul class="words">${sentences}</ul></summary><div class="body">${about(resource, look)}${texts.map(sideBySide)}${look.tooLong.has(key) ? html`<p>The diff is too long for this page.</p>` : NOTHING}</div></details>`
}

const problemBadge = (severity: Severity, found: readonly Problem[]): Html =>
  html` <span class="badge ${severity === 'error' ? 'bad' : 'change'}">${counted(found.filter((problem) => problem.severity === severity).length, severity)}</span>`

/** The location of a resource, and the flows that are connected with it. */
const about = (resource: PlannedResource, { links, anchor, near }: ChangeContext): Html => {
  const { file, desired, breaks } = resource
  const name = (text: string) => {
    const place = anchor(text)
    const code = html`<code>${visibleLine(text.replace(/\/(?=[^/]*$)/, '.'), MAX_NAME_LENGTH)}</code>`
    return place === undefined ? code : html`<a href="#${place}">${code}</a>`
  }
  const { uses, usedBy } = near(flowName(resource))
  const url = uiUrl(resource, links)
  return html`${[
    file === undefined
      ? NOTHING
      : fact('File', [link(html`<code>${visibleLine(file, MAX_NAME_LENGTH)}</code>`, desired && links.blob?.(file))]),
    url === undefined ? NOTHING : fact('Kestra', [link(html`open in the UI`, url)]),
    fact('Breaks', breaks.map(name)),
    fact('Called or heard by', usedBy.map(name)),
    fact('Calls or listens to', uses.map(name)),
  ]}`
}

const fact = (label: string, values: readonly Html[]): Html =>
  values.length === 0
    ? NOTHING
    : html`<p class="fact"><b>${label}</b> ${values.map((value, index) => (index === 0 ? value : html`, ${value}`))}</p>`

const neighboursOf = (edges: readonly FlowEdge[]) => {
  const uses = Map.groupBy(edges, ({ from }) => from)
  const usedBy = Map.groupBy(edges, ({ to }) => to)
  const unique = (names: readonly string[] = []) => [...new Set(names)]
  return (name: string) => ({
    uses: unique(uses.get(name)?.map(({ to }) => to)),
    usedBy: unique(usedBy.get(name)?.map(({ from }) => from)),
  })
}
