import type { Problem } from '../../finding/problem.ts'
import { displayName, KINDS } from '../../kinds/kinds.ts'
import { failsAtRunTime } from '../../lint/all-codes.ts'
import type { Outcome, Plan, PlannedResource, ResourceOutcomeKind } from '../../plan/plan.ts'
import { groupInShort, groupOutcomes, outcomeState } from '../../report/outcome-text.ts'
import { unmanagedText } from '../../report/plan-groups.ts'
import { problemPlace } from '../../report/report-text.ts'
import { type ResourceKey, resourceKey } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { visible, visibleLine, wrapText } from '../../text/visible.ts'
import {
  changeLabel,
  changeSymbol,
  describeResourceChange,
  revisionLabel,
  titledGroups,
} from '../describe-resource-change.ts'
import type { PlanDiffs } from '../diff/plan-diffs.ts'
import { areNewLong, linesIn, type ResourceDiff } from '../diff/resource-diff.ts'
import { unmanagedLines } from '../sections/server-only.ts'
import type { Paint, Style } from './style.ts'

/** Characters of one name, path or code; of one sentence about a change; of one message. */
const MAX_NAME_LENGTH = 400
const MAX_SENTENCE_LENGTH = 2_000
const MAX_MESSAGE_LENGTH = 4_096

const SYMBOL_STYLE: Readonly<Record<ReturnType<typeof changeSymbol>, Parameters<Paint>[0]>> = {
  '+': 'green',
  '~': 'yellow',
  '-': 'red',
  '!': 'red',
  ' ': 'dim',
}

/** One block for each group of the plan: a heading, then each resource with its sentences and diff. */
export const terminalPlan = (
  plan: Plan,
  { diffs, tooLong, leftOut, leftOutLines }: ReturnType<typeof withinLines>,
  style: Style & {
    readonly serverTitle: string
    /** Both changes of each conflict; those of one resource are adjacent and in order. */
    readonly conflicts: readonly ResourceDiff[]
  },
): readonly (readonly string[])[] => {
  const shown = Map.groupBy([...diffs, ...style.conflicts], ({ resource }) => resourceKey(resource))
  const diffOf = new Map<ResourceKey, readonly string[]>([
    ...tooLong.map((resource) => [resourceKey(resource), ['      (the diff is too long for a terminal)']] as const),
    ...[...shown].map(([key, group]) => [key, group.flatMap((diff) => diffLines(diff, style))] as const),
  ])
  const group = (title: string, resources: readonly PlannedResource[]): readonly string[] => {
    const entries = resources.flatMap((resource) => [
      ...resourceLines(resource, { ...style, isRow: leftOut.has(resource) }),
      ...(diffOf.get(resourceKey(resource)) ?? []),
    ])
    return [style.paint('bold', title), ...entries]
  }
  return [
    ...titledGroups(plan, style.serverTitle).map(({ title, resources }) => group(title, resources)),
    leftOut.size === 0
      ? []
      : wrapText(
          `The texts of ${counted(leftOut.size, 'resource')} (${counted(leftOutLines, 'line')}) are left out: --diff shows them.`,
          style.width,
          '',
        ),
  ]
}

/** Names that are listed on a terminal. */
const MOST_UNMANAGED = 20

/** Names of resources that exist only on the server, in the namespaces of the tree. */
export const terminalUnmanaged = (plan: Plan, { paint, width }: Style): readonly string[] => [
  ...unmanagedText(plan).map((title) => paint('bold', title)),
  ...unmanagedLines(plan, MOST_UNMANAGED).flatMap((line) =>
    wrapText(visibleLine(line, MAX_SENTENCE_LENGTH), width, '    '),
  ),
]

const resourceLines = (
  resource: PlannedResource,
  { paint, width, isRow }: Style & { /** On one line, where it fits. */ readonly isRow: boolean },
): readonly string[] => {
  const symbol = changeSymbol(resource)
  const name = `${symbol} ${KINDS[resource.kind].noun} ${visibleLine(displayName(resource), MAX_NAME_LENGTH)}`
  const facts = [changeLabel(resource), revisionLabel(resource)].filter((fact) => fact !== '').join(' ')
  const sentences = describeResourceChange(resource).map((sentence) => visibleLine(sentence, MAX_SENTENCE_LENGTH))
  const painted = `  ${paint(SYMBOL_STYLE[symbol], name)}`
  const row = [facts, sentences.join('; ')].filter((text) => text !== '').join('  ')
  if (isRow && name.length + row.length + 4 <= width) return [`${painted}  ${row}`]
  const fits = name.length + facts.length + 4 <= width
  const head = fits ? [`${painted}  ${facts}`] : [painted, ...wrapText(facts, width, '      ')]
  return [...head, ...sentences.flatMap((sentence) => wrapText(sentence, width, '      '))]
}

const diffLines = (diff: ResourceDiff, { paint }: Style): readonly string[] => {
  const lines = visible(diff.text)
    .split('\n')
    .map((line) => `      ${paintDiffLine(line, paint)}`)
  return [paint('dim', `      --- ${diff.title} (+${diff.added} −${diff.removed})`), ...lines]
}

const paintDiffLine = (line: string, paint: Paint): string => {
  if (line.startsWith('+')) return paint('green', line)
  if (line.startsWith('-')) return paint('red', line)
  return line.startsWith('@') ? paint('cyan', line) : line
}

const OUTCOME_STYLE = {
  applied: 'green',
  unconfirmed: 'yellow',
  failed: 'red',
  'rolled-back': 'yellow',
  'rollback-failed': 'red',
  'not-attempted': 'dim',
} as const satisfies Readonly<Record<ResourceOutcomeKind, Parameters<Paint>[0]>>

/** One line for each resource with its end state; a message follows on the next line. */
export const terminalOutcome = (outcome: Outcome, { paint, width }: Style): readonly string[] =>
  outcome.resources.flatMap((resource) => {
    const [state, { message }] = [outcomeState(resource), resource]
    const name = `  ${KINDS[resource.kind].noun} ${visibleLine(displayName(resource), MAX_NAME_LENGTH)}`
    const fits = name.length + 2 + state.length <= width
    const end = paint(OUTCOME_STYLE[resource.outcome], state)
    const head = fits ? [`${name}  ${end}`] : [name, `      ${end}`]
    return [
      ...head,
      ...(message === undefined ? [] : wrapText(visibleLine(message, MAX_MESSAGE_LENGTH), width, '      ')),
    ]
  })

const MAX_SHORT_MESSAGE_LENGTH = 300

/**
 * The outcome in less than 40 lines, however many resources there are: some names for each end state, and the number of
 * others.
 */
export const terminalOutcomeInShort = (outcome: Outcome, { paint, width }: Style): readonly string[] =>
  groupOutcomes(outcome).flatMap((group) => {
    const { names, rest, messages } = groupInShort(group)
    const named = names.map((name) => visibleLine(name, MAX_NAME_LENGTH)).join(', ')
    const reported = messages.flatMap((message) =>
      wrapText(visibleLine(message, MAX_SHORT_MESSAGE_LENGTH), width, '      '),
    )
    return [
      `  ${paint(OUTCOME_STYLE[group.kind], `${group.title}: ${counted(group.resources.length, 'resource')}`)}`,
      ...wrapText(`${named}${rest > 0 ? ` and ${rest} more` : ''}`, width, '    '),
      ...reported,
    ]
  })

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** Two lines for each problem. The location is first, so that terminals and editors can open it. */
export const terminalProblems = (problems: readonly Problem[], { paint, width }: Style): readonly string[] =>
  problems.flatMap((problem) => {
    const { severity, code, message, hint } = problem
    const place = visibleLine(problemPlace(problem), MAX_NAME_LENGTH)
    const what = `${severity} ${visibleLine(code, MAX_NAME_LENGTH)}${failsAtRunTime(problem) ? ': will fail at run time' : ''}`
    const painted = what.replace(severity, paint(SEVERITY_STYLE[severity], severity))
    const isBeside = place === '' || place.length + 1 + what.length <= width
    const head = place === '' ? [] : [paint('bold', place)]
    const texts = hint === undefined ? [message] : [message, hint]
    return [
      ...(isBeside ? [[...head, painted].join(' ')] : [...head, `    ${painted}`]),
      ...texts.flatMap((text) => wrapText(visibleLine(text, MAX_MESSAGE_LENGTH), width, '    ')),
    ]
  })

/**
 * The diffs of a plan that fit into `most` lines; `undefined` means no limit. All are shown where they fit. Otherwise
 * new texts are left out if they are too long (`areNewLong`). Otherwise none is shown.
 */
export const withinLines = ({ diffs, tooLong }: PlanDiffs, most: number | undefined) => {
  const known = diffs.filter(({ resource }) => resource.action !== 'create')
  const choices = areNewLong(diffs) ? [known, []] : [diffs, known, []]
  const shown = most === undefined ? diffs : (choices.find((choice) => linesIn(choice) <= most) ?? [])
  const kept = new Set(shown)
  const left = diffs.filter((diff) => !kept.has(diff))
  return {
    diffs: shown,
    tooLong,
    /** Resources whose diffs are left out to keep the plan readable. */
    leftOut: new Set(left.map(({ resource }) => resource)),
    leftOutLines: linesIn(left),
  }
}
