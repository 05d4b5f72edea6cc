import { counted, listed } from '../text/lists.ts'
import { followedText, hasFailed } from '../verify/followed-flow.ts'
import { runningText } from '../verify/running-executions.ts'
import type { TriggerState } from '../verify/triggers/trigger-state.ts'
import { historyText } from './history-text.ts'
import type { Report } from './report.ts'
import { groupCases } from './test-text.ts'

/** Failures that the verification after a deploy found, one clause each. */
export const verificationFailures = (report: Pick<Report, 'followed' | 'triggers'>): readonly string[] => [
  ...report.followed.filter(hasFailed).map((one) => `\`${one.namespace}.${one.flow}\`: ${followedText(one)}`),
  ...notFiringText(report),
]

/** True if a check after the deploy failed or could not be completed. */
export const hasFailedChecks = (report: Pick<Report, 'followed' | 'tests' | 'triggers'>): boolean =>
  verificationFailures(report).length > 0 || groupCases(report.tests).broken.length > 0

const MOST_NAMES = 3

/** One clause about triggers that do not fire although Git says so, or none. */
export const notFiringText = ({ triggers }: Pick<Report, 'triggers'>): readonly string[] => {
  const notFiring = triggers.filter(({ needsLook }) => needsLook)
  if (notFiring.length === 0) return []
  const names = notFiring.map((each) => `\`${triggerName(each)}\``)
  const verb = notFiring.length === 1 ? 'does' : 'do'
  return [`${counted(notFiring.length, 'trigger')} ${verb} not fire as Git says (${listed(names, MOST_NAMES)})`]
}

/** `company.team.daily every-morning`. */
const triggerName = ({ namespace, flow, trigger }: TriggerState): string => `${namespace}.${flow} ${trigger}`

/** One flow as a sentence, with links to executions. */
export interface ExecutionLine {
  readonly text: string
  readonly links: readonly { readonly label: string; readonly url: string }[]
  /** The end of the failed task's log. */
  readonly log: readonly string[]
}

interface ExecutionBlock {
  readonly title: string
  /** True where something does not run as Git says. */
  readonly needsLook: boolean
  /** True if it is shown open although nothing needs a look. */
  readonly isOpen?: boolean
  readonly lines: readonly ExecutionLine[]
}

/**
 * Blocks about executions: past executions of changed flows, when triggers fire, executions that were running when the
 * change arrived, and the first executions after it.
 */
export const executionBlocks = (report: Report): readonly ExecutionBlock[] =>
  [historyBlock(report), triggerBlock(report), runningBlock(report), followedBlock(report)].filter(
    ({ lines }) => lines.length > 0,
  )

/** Characters of an execution id in a link. They are enough to distinguish ids. */
const ID_SIGNS = 8

const linkOf = ({ id, url }: { readonly id: string; readonly url: string }) => ({ label: id.slice(0, ID_SIGNS), url })

/** Up to this number of flows the histories are open: a reviewer decides with them. */
const MOST_OPEN_HISTORIES = 5

const historyBlock = ({ history }: Report): ExecutionBlock => ({
  needsLook: false,
  isOpen: history.length <= MOST_OPEN_HISTORIES,
  title: `📈 How often it runs: ${counted(history.length, 'flow')}`,
  lines: history.map((one) => ({ text: `\`${one.namespace}.${one.flow}\`: ${historyText(one)}`, links: [], log: [] })),
})

/** The triggers with something to report, those that do not fire first. */
const triggerBlock = ({ triggers }: Report): ExecutionBlock => {
  const reported = triggers.filter(({ says }) => says !== null).toSorted(offFirst)
  const isBad = reported.some(({ needsLook }) => needsLook)
  return {
    needsLook: isBad,
    title: `${isBad ? '⚠️' : '⏰'} When it fires: ${counted(reported.length, 'trigger')}`,
    lines: reported.map((each) => ({
      text: `${each.needsLook ? '⚠️ ' : ''}\`${triggerName(each)}\`: ${each.says}`,
      links: [],
      log: [],
    })),
  }
}

const offFirst = (a: TriggerState, b: TriggerState): number => Number(b.needsLook) - Number(a.needsLook)

const runningBlock = ({ runningExecutions, kind }: Report): ExecutionBlock => {
  const count = runningExecutions.reduce((sum, { running, queued, paused }) => sum + running + queued + paused, 0)
  // A change or a deletion does not reach executions that have begun (docs/internals/facts/kestra.md, "Executions").
  const title = `⏳ ${kind === 'outcome' ? 'Had not ended when this was written' : 'Not ended now'}: ${counted(count, 'execution')}, on the text they began with`
  return {
    title,
    needsLook: false,
    lines: runningExecutions.map((one) => ({
      text: `\`${one.namespace}.${one.flow}\` (${one.action === 'delete' ? 'deleted' : 'changed'}): ${runningText(one)}`,
      links: one.executions.map(linkOf),
      log: [],
    })),
  }
}

const followedBlock = ({ followed }: Report): ExecutionBlock => {
  const bad = followed.filter(hasFailed).length
  return {
    needsLook: bad > 0,
    title: `${bad > 0 ? '⚠️' : '👀'} First executions after the deploy: ${counted(followed.length, 'flow')}${bad > 0 ? `, ${bad} not well` : ''}`,
    lines: [...followed.filter(hasFailed), ...followed.filter((one) => !hasFailed(one))].map((one) => ({
      text: `\`${one.namespace}.${one.flow}\`: ${followedText(one)}`,
      links: one.execution === undefined ? [] : [linkOf(one.execution)],
      log: one.execution?.failedTask?.log ?? [],
    })),
  }
}
