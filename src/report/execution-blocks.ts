import { followedWords, hasFailed } from '../execution/followed-flow.ts'
import { metWords } from '../execution/met-executions.ts'
import { counted } from '../text/lists.ts'
import { notableTriggers, triggerName } from './effect-words.ts'
import type { Report } from './report.ts'

/** One flow in words, with links to executions. */
export interface ExecutionLine {
  readonly words: string
  readonly links: readonly { readonly label: string; readonly url: string }[]
  /** Of the task that failed. */
  readonly log: readonly string[]
}

export interface ExecutionBlock {
  readonly title: string
  readonly lines: readonly ExecutionLine[]
}

/** What a run tells of what runs: when triggers fire, executions that its change meets, and the first ones after it. */
export const executionBlocks = (report: Report): readonly ExecutionBlock[] =>
  [triggerBlock(report), metBlock(report), followedBlock(report)].filter(({ lines }) => lines.length > 0)

/** Signs of an id that tell one from another. */
const ID_SIGNS = 8

const linkOf = ({ id, url }: { readonly id: string; readonly url: string }) => ({ label: id.slice(0, ID_SIGNS), url })

const triggerBlock = (report: Report): ExecutionBlock => {
  const told = notableTriggers(report)
  const isBad = told.some(({ needsLook }) => needsLook)
  return {
    title: `${isBad ? '⚠️' : '⏰'} When it fires: ${counted(told.length, 'trigger')}`,
    lines: told.map((each) => ({
      words: `${each.needsLook && isBad ? '⚠️ ' : ''}\`${triggerName(each)}\`: ${each.says}`,
      links: [],
      log: [],
    })),
  }
}

const metBlock = ({ met, kind }: Report): ExecutionBlock => {
  const count = met.reduce((sum, { running, queued, paused }) => sum + running + queued + paused, 0)
  // docs/facts/kestra.md, "Executions": a change or a delete does not reach what has begun.
  const title = `⏳ ${kind === 'outcome' ? 'Had not ended when this was written' : 'Not ended now'}: ${counted(count, 'execution')}, on the text they began with`
  return {
    title,
    lines: met.map((one) => ({
      words: `\`${one.namespace}.${one.flow}\` (${one.action === 'delete' ? 'deleted' : 'changed'}): ${metWords(one)}`,
      links: one.executions.map(linkOf),
      log: [],
    })),
  }
}

const followedBlock = ({ followed }: Report): ExecutionBlock => {
  const bad = followed.filter(hasFailed).length
  return {
    title: `${bad > 0 ? '⚠️' : '👀'} First executions after the deploy: ${counted(followed.length, 'flow')}${bad > 0 ? `, ${bad} not well` : ''}`,
    lines: [...followed.filter(hasFailed), ...followed.filter((one) => !hasFailed(one))].map((one) => ({
      words: `\`${one.namespace}.${one.flow}\`: ${followedWords(one)}`,
      links: one.execution === undefined ? [] : [linkOf(one.execution)],
      log: one.execution?.failedTask?.log ?? [],
    })),
  }
}
