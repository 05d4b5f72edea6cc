import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { Outcome, ResourceOutcomeKind } from '../../plan/outcome.ts'
import type { Plan, PlannedResource } from '../../plan/plan.ts'
import type { Problem } from '../../problem/problem.ts'
import { resourceKey } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { visible, visibleLine } from '../../text/visible.ts'
import { wrapText } from '../../text/wrap-text.ts'
import type { PlanDiffs } from '../diff/plan-diffs.ts'
import type { ResourceDiff } from '../diff/resource-diff.ts'
import { groupInShort, groupOutcomes } from '../group-outcomes.ts'
import { groupResources, type Rename } from '../plan-groups.ts'
import { problemPlace } from '../report-words.ts'
import { changeLabel, changeSymbol, outcomeRow, renameWords, resourceWords, revisionLabel } from '../resource-words.ts'
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

/** One block a group of the plan: a heading, then each resource with words and diff. */
export const terminalPlan = (
  plan: Plan,
  { diffs, tooLong }: PlanDiffs,
  style: Style & { readonly serverTitle: string },
): readonly (readonly string[])[] => {
  const { conflicts, deletions, renames, overwrites, here, pending, server } = groupResources(plan)
  const diffOf = new Map([
    ...tooLong.map((resource) => [resourceKey(resource), ['      (the diff is too long for a terminal)']] as const),
    ...diffs.map((diff) => [resourceKey(diff.resource), diffLines(diff, style)] as const),
  ])
  const group = (title: string, resources: readonly PlannedResource[]): readonly string[] => {
    if (resources.length === 0) return []
    const entries = resources.flatMap((resource) => [
      ...resourceLines(resource, style),
      ...(diffOf.get(resourceKey(resource)) ?? []),
    ])
    return [style.paint('bold', title), ...entries]
  }
  return [
    group('Deleted from the server', deletions),
    group('Renamed, and deleted under the old name', renames.map(asOne)),
    group('Changed in Git and on the server', conflicts),
    group('Replaces what was written on the server', overwrites),
    group('Changed by these commits', here),
    group('Already pending before', pending),
    group(style.serverTitle, server),
  ]
}

/** The new name, with what ends with the old one. */
const asOne = (rename: Rename): PlannedResource => ({ ...rename.to, words: renameWords(rename) })

const resourceLines = (resource: PlannedResource, { paint, width }: Style): readonly string[] => {
  const symbol = changeSymbol(resource)
  const name = visibleLine(displayName(resource), MAX_NAME_LENGTH)
  const facts = [changeLabel(resource), revisionLabel(resource)].filter((fact) => fact !== '').join(' ')
  const words = resourceWords(resource).map((sentence) => visibleLine(sentence, MAX_SENTENCE_LENGTH))
  return [
    `  ${paint(SYMBOL_STYLE[symbol], `${symbol} ${KINDS[resource.kind].noun} ${name}`)}  ${facts}`,
    ...words.flatMap((sentence) => wrapText(sentence, width, '      ')),
  ]
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

/** One line a resource with its end state, and the message below. */
export const terminalOutcome = (outcome: Outcome, { paint, width }: Style): readonly string[] =>
  outcome.resources.flatMap((resource) => {
    const { state, message } = outcomeRow(resource)
    const head = `  ${KINDS[resource.kind].noun} ${visibleLine(displayName(resource), MAX_NAME_LENGTH)}  ${paint(OUTCOME_STYLE[resource.outcome], state)}`
    return [head, ...(message === undefined ? [] : wrapText(visibleLine(message, MAX_MESSAGE_LENGTH), width, '      '))]
  })

const MAX_SHORT_MESSAGE_LENGTH = 300

/** The same in less than 40 lines however many resources there are: some names of each end state, and how many more. */
export const terminalOutcomeInShort = (outcome: Outcome, { paint, width }: Style): readonly string[] =>
  groupOutcomes(outcome).flatMap((group) => {
    const { names, rest, messages } = groupInShort(group)
    const named = names.map((name) => visibleLine(name, MAX_NAME_LENGTH)).join(', ')
    const told = messages.flatMap((message) =>
      wrapText(visibleLine(message, MAX_SHORT_MESSAGE_LENGTH), width, '      '),
    )
    return [
      `  ${paint(OUTCOME_STYLE[group.kind], `${group.title}: ${counted(group.resources.length, 'resource')}`)}`,
      `    ${named}${rest > 0 ? ` and ${rest} more` : ''}`,
      ...told,
    ]
  })

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** Two lines a problem, the place first so that terminals and editors can jump to it. */
export const terminalProblems = (problems: readonly Problem[], { paint, width }: Style): readonly string[] =>
  problems.flatMap((problem) => {
    const { severity, code, message, hint } = problem
    const place = visibleLine(problemPlace(problem), MAX_NAME_LENGTH)
    const head = `${place === '' ? '' : `${paint('bold', place)} `}${paint(SEVERITY_STYLE[severity], severity)} ${visibleLine(code, MAX_NAME_LENGTH)}`
    const texts = hint === undefined ? [message] : [message, hint]
    return [head, ...texts.flatMap((text) => wrapText(visibleLine(text, MAX_MESSAGE_LENGTH), width, '    '))]
  })
