import type { Plan, PlannedResource } from '../../plan/plan.ts'
import { resourceKey } from '../../resource/resource.ts'
import { visible, visibleLine } from '../../text/visible.ts'
import { changeLabel, changeSymbol, revisionLabel } from '../change-label.ts'
import type { PlanDiffs } from '../diff/plan-diffs.ts'
import type { ResourceDiff } from '../diff/resource-diff.ts'
import { displayName } from '../display-name.ts'
import { groupResources } from '../group-resources.ts'
import { resourceWords } from '../resource-words.ts'
import type { Paint } from './paint.ts'
import type { Style } from './style.ts'
import { wrapText } from './wrap-text.ts'

const MAX_NAME_LENGTH = 400
const MAX_SENTENCE_LENGTH = 2_000

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
  const { conflicts, deletions, here, pending, server } = groupResources(plan)
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
    group('Changed in Git and on the server', conflicts),
    group('Changed by these commits', here),
    group('Already pending before', pending),
    group(style.serverTitle, server),
  ]
}

const resourceLines = (resource: PlannedResource, { paint, width }: Style): readonly string[] => {
  const symbol = changeSymbol(resource)
  const name = visibleLine(displayName(resource), MAX_NAME_LENGTH)
  const facts = [changeLabel(resource), revisionLabel(resource)].filter((fact) => fact !== '').join(' ')
  const words = resourceWords(resource).map((sentence) => visibleLine(sentence, MAX_SENTENCE_LENGTH))
  return [
    `  ${paint(SYMBOL_STYLE[symbol], `${symbol} ${resource.kind} ${name}`)}  ${facts}`,
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
