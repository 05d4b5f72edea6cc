import { counted, listed } from '../text/lists.ts'
import { followedText, hasFailed } from '../verify/followed-flow.ts'
import { runningText } from '../verify/running-executions.ts'
import type { TriggerState } from '../verify/triggers/trigger-state.ts'
import type { Report } from './report.ts'
import { groupCases } from './test-text.ts'

/** What is live since a deploy and does not work, as far as it was looked at: a clause for each fault. */
export const effectFaults = (report: Pick<Report, 'followed' | 'triggers'>): readonly string[] => [
  ...report.followed.filter(hasFailed).map((one) => `\`${one.namespace}.${one.flow}\`: ${followedText(one)}`),
  ...sleepingText(report),
]

/** Whether what a deploy made live is to be looked at: it does not work, or nobody could tell although it was asked. */
export const hasFailedChecks = (report: Pick<Report, 'followed' | 'tests' | 'triggers'>): boolean =>
  effectFaults(report).length > 0 || groupCases(report.tests).broken.length > 0

const MOST_NAMES = 3

/** Triggers that do not fire although Git says so: one clause, or none. */
export const sleepingText = ({ triggers }: Pick<Report, 'triggers'>): readonly string[] => {
  const sleeping = triggers.filter(({ needsLook }) => needsLook)
  if (sleeping.length === 0) return []
  const names = sleeping.map((each) => `\`${triggerName(each)}\``)
  const verb = sleeping.length === 1 ? 'does' : 'do'
  return [`${counted(sleeping.length, 'trigger')} ${verb} not fire as Git says (${listed(names, MOST_NAMES)})`]
}

/** `company.team.daily every-morning`. */
const triggerName = ({ namespace, flow, trigger }: TriggerState): string => `${namespace}.${flow} ${trigger}`

/** One flow in words, with links to executions. */
export interface ExecutionLine {
  readonly words: string
  readonly links: readonly { readonly label: string; readonly url: string }[]
  /** Of the task that failed. */
  readonly log: readonly string[]
}

interface ExecutionBlock {
  readonly title: string
  /** Something does not run as Git says. */
  readonly needsLook: boolean
  readonly lines: readonly ExecutionLine[]
}

/** What a run tells of what runs: when triggers fire, executions that its change meets, and the first ones after it. */
export const executionBlocks = (report: Report): readonly ExecutionBlock[] =>
  [triggerBlock(report), runningBlock(report), followedBlock(report)].filter(({ lines }) => lines.length > 0)

/** Signs of an id that tell one from another. */
const ID_SIGNS = 8

const linkOf = ({ id, url }: { readonly id: string; readonly url: string }) => ({ label: id.slice(0, ID_SIGNS), url })

/** Of those of which there is something to say, what is off first. */
const triggerBlock = ({ triggers }: Report): ExecutionBlock => {
  const reported = triggers.filter(({ says }) => says !== null).toSorted(offFirst)
  const isBad = reported.some(({ needsLook }) => needsLook)
  return {
    needsLook: isBad,
    title: `${isBad ? '⚠️' : '⏰'} When it fires: ${counted(reported.length, 'trigger')}`,
    lines: reported.map((each) => ({
      words: `${each.needsLook ? '⚠️ ' : ''}\`${triggerName(each)}\`: ${each.says}`,
      links: [],
      log: [],
    })),
  }
}

const offFirst = (a: TriggerState, b: TriggerState): number => Number(b.needsLook) - Number(a.needsLook)

const runningBlock = ({ runningExecutions, kind }: Report): ExecutionBlock => {
  const count = runningExecutions.reduce((sum, { running, queued, paused }) => sum + running + queued + paused, 0)
  // docs/internals/facts/kestra.md, "Executions": a change or a delete does not reach what has begun.
  const title = `⏳ ${kind === 'outcome' ? 'Had not ended when this was written' : 'Not ended now'}: ${counted(count, 'execution')}, on the text they began with`
  return {
    title,
    needsLook: false,
    lines: runningExecutions.map((one) => ({
      words: `\`${one.namespace}.${one.flow}\` (${one.action === 'delete' ? 'deleted' : 'changed'}): ${runningText(one)}`,
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
      words: `\`${one.namespace}.${one.flow}\`: ${followedText(one)}`,
      links: one.execution === undefined ? [] : [linkOf(one.execution)],
      log: one.execution?.failedTask?.log ?? [],
    })),
  }
}
