import type { AssertionResult, CaseResult, FailedTask } from '../../flow-tests/case-result.ts'
import { type ExecutionLine, executionBlocks } from '../../report/execution-text.ts'
import type { Report } from '../../report/report.ts'
import {
  caseCounts,
  casePlace,
  caseReason,
  failedAssertions,
  failedTaskText,
  groupCases,
  nounOf,
} from '../../report/test-text.ts'
import { counted } from '../../text/lists.ts'
import { SEPARATOR, type Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { md } from '../markdown.ts'
import { type SectionContext, shorterLists } from './section-context.ts'

/** Failed cases shown in full where there is no room for all. */
const FEW = 10
/** Characters of an expected or actual value up to which both share a line. */
const MAX_BESIDE = 120

/**
 * Results of flow tests and smoke runs. Failed cases are open and never left out, each with assertions, task and log.
 * Skipped cases with their reasons and passed cases are folded.
 */
export const testSections = ({ report, links }: Pick<SectionContext, 'report' | 'links'>): readonly Section[] => {
  const noun = nounOf(report)
  const { broken, skipped, passed } = groupCases(report.tests)
  return [
    ...brokenSections(broken, noun, links),
    ...foldedList(skipped, { summary: `${counted(skipped.length, noun)} skipped`, noun: 'skipped cases', links }),
    ...foldedList(passed, { summary: `${counted(passed.length, noun)} passed`, noun: 'passed cases', links }),
  ]
}

const brokenSections = (broken: readonly CaseResult[], noun: string, links: Links): readonly Section[] => {
  if (broken.length === 0) return []
  const whole = broken.map((result) => brokenCase(result, links))
  const [lines = '', ...shorter] = shorterLists(broken, {
    noun,
    line: (result) => caseLine(result, links),
    name: (result) => md.code(casePlace(result)),
    group: ({ suite }) => suite,
  })
  const few = [...whole.slice(0, FEW), md.list(broken.slice(FEW).map((result) => caseLine(result, links)))]
  return [
    {
      title: `❌ ${caseCounts(broken, noun)}`,
      body: whole.join(SEPARATOR),
      shorter: [...(broken.length > FEW ? [few.join(SEPARATOR)] : []), lines, ...shorter],
      priority: 0,
      noun: 'failed cases',
    },
  ]
}

const brokenCase = (result: CaseResult, links: Links): string => {
  const { message, flow, failedTask, execution, assertions } = result
  const failed = failedAssertions(result)
  const held = assertions.length - failed.length
  const facts = [
    `flow ${md.code(`${flow.namespace}.${flow.id}`)}`,
    ...(failed.length > 0 && held > 0 ? [`${counted(held, 'other assertion')} ${held === 1 ? 'holds' : 'hold'}`] : []),
    ...(execution === undefined ? [] : [md.link('its execution', execution)]),
  ]
  return [
    `${caseLink(result, links)}: ${facts.join(', ')}${message === null ? '' : `<br>${md.text(message)}`}`,
    ...assertionBlocks(failed, result, links),
    ...(failedTask === undefined ? [] : taskBlocks(failedTask)),
  ].join(SEPARATOR)
}

const caseLink = (result: CaseResult, { blob }: Links): string =>
  `**${md.code(result.suite)} › ${md.code(result.case)}** ${md.link(md.code(casePlace(result)), blob?.(result.file, result.line))}`

const caseLine = (result: CaseResult, links: Links): string => {
  const reason = caseReason(result)
  return `${caseLink(result, links)}${reason === undefined ? '' : `: ${md.text(reason)}`}`
}

/** Assertions as one list; long values or values of several lines get blocks of their own. */
const assertionBlocks = (
  failed: readonly AssertionResult[],
  { file }: CaseResult,
  { blob }: Links,
): readonly string[] => {
  const place = ({ line }: AssertionResult) => md.link(`line ${line}`, blob?.(file, line))
  const inline = (assertion: AssertionResult): string => {
    const { expected, actual, message } = assertion
    const why = message === undefined ? '' : `<br>${md.text(message)}`
    return `${place(assertion)} expected ${md.text(expected)}, got ${md.code(actual)}${why}`
  }
  const whole = (assertion: AssertionResult): string => {
    const { expected, actual, message } = assertion
    const why = message === undefined ? 'does not hold:' : md.text(message)
    return `${place(assertion)} ${why}\n\n${md.fence(`expected ${expected}\n\ngot\n${actual}`, 'text')}`
  }
  const short = failed.filter(isShort)
  const long = failed.filter((assertion) => !isShort(assertion))
  return [...(short.length === 0 ? [] : [md.list(short.map(inline))]), ...long.map(whole)]
}

const isShort = ({ expected, actual }: AssertionResult): boolean =>
  [expected, actual].every((text) => text.length <= MAX_BESIDE && !text.trim().includes('\n'))

const taskBlocks = (task: FailedTask): readonly string[] => [
  md.text(failedTaskText(task)),
  ...(task.log.length === 0 ? [] : [md.fence(task.log.join('\n'), 'text')]),
]

const foldedList = (
  results: readonly CaseResult[],
  { summary, noun, links }: { readonly summary: string; readonly noun: string; readonly links: Links },
): readonly Section[] => {
  if (results.length === 0) return []
  const within = (body: string) => md.details(summary, body)
  const list = md.list(results.map((result) => caseLine(result, links)))
  const [, names = ''] = shorterLists(results, {
    noun: 'case',
    line: (result) => md.code(result.case),
    name: (result) => md.code(`${result.suite} › ${result.case}`),
    group: ({ suite }) => suite,
  })
  return [{ title: '', body: within(list), shorter: [within(names), `${summary}.`], priority: 2, noun }]
}

/** Flows of one list that are shown where there is no room for all. */
const FEW_FLOWS = 5

/**
 * Past executions, those that were running when the change arrived, and the first ones after it. Groups with a problem
 * and few histories are open, others folded.
 */
export const executionSections = (report: Report, wanted: 'to-look-at' | 'well'): readonly Section[] =>
  executionBlocks(report)
    .filter(({ needsLook }) => needsLook === (wanted === 'to-look-at'))
    .map(({ title, lines, needsLook, isOpen = needsLook }) => {
      const rest = lines.length - FEW_FLOWS
      const few = lines.slice(0, FEW_FLOWS).map(({ text }) => md.text(text))
      const short = md.list([...few, ...(rest > 0 ? [`${rest} more`] : [])])
      const section = { title, body: md.list(lines.map(item)), shorter: [short], priority: 1, noun: 'executions' }
      const within = (body: string) => md.details(title, body)
      return isOpen ? section : { ...section, title: '', body: within(section.body), shorter: [within(short)] }
    })

const item = ({ text, links, log }: ExecutionLine): string => {
  const line = [md.text(text), ...links.map(({ label, url }) => md.link(md.code(label), url))].join(' ')
  return log.length === 0 ? line : `${line}\n\n${md.fence(log.join('\n'), 'text')}\n`
}
