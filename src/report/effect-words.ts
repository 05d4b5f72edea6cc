import { followedWords, hasFailed } from '../execution/followed-flow.ts'
import { counted, joined } from '../text/lists.ts'
import type { TriggerState } from '../trigger/trigger-state.ts'
import type { Report } from './report.ts'
import { groupCases } from './test-words.ts'

/** What is live since a deploy and does not work, as far as it was looked at: a clause for each fault. */
export const effectFaults = (report: Pick<Report, 'followed' | 'triggers'>): readonly string[] => [
  ...report.followed.filter(hasFailed).map((one) => `\`${one.namespace}.${one.flow}\`: ${followedWords(one)}`),
  ...sleepingWords(report),
]

/** Whether what a deploy made live is to be looked at: it does not work, or nobody could tell although it was asked. */
export const isUnwell = (report: Pick<Report, 'followed' | 'tests' | 'triggers'>): boolean =>
  effectFaults(report).length > 0 || groupCases(report.tests).broken.length > 0

const MOST_NAMES = 3

/** Triggers that do not fire although Git says so: one clause, or none. */
export const sleepingWords = ({ triggers }: Pick<Report, 'triggers'>): readonly string[] => {
  const sleeping = triggers.filter(({ needsLook }) => needsLook)
  if (sleeping.length === 0) return []
  const names = sleeping.slice(0, MOST_NAMES).map((each) => `\`${triggerName(each)}\``)
  const rest = sleeping.length - names.length
  const which = joined([...names, ...(rest > 0 ? [`${rest} more`] : [])])
  return [
    `${counted(sleeping.length, 'trigger')} ${sleeping.length === 1 ? 'does' : 'do'} not fire as Git says (${which})`,
  ]
}

/** Of whose triggers there is something to say, what is off first. */
export const notableTriggers = ({ triggers }: Pick<Report, 'triggers'>): readonly TriggerState[] =>
  triggers.filter(({ says }) => says !== null).toSorted((a, b) => Number(b.needsLook) - Number(a.needsLook))

/** `company.team.daily every-morning`. */
export const triggerName = ({ namespace, flow, trigger }: TriggerState): string => `${namespace}.${flow} ${trigger}`
