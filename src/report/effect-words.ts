import { followedWords, hasFailed } from '../execution/followed-flow.ts'
import type { Report } from './report.ts'
import { groupCases } from './test-words.ts'
import { sleepingWords } from './trigger-words.ts'

/** What is live since a deploy and does not work, as far as it was looked at: a clause for each fault. */
export const effectFaults = (report: Pick<Report, 'followed' | 'triggers'>): readonly string[] => [
  ...report.followed.filter(hasFailed).map((one) => `\`${one.namespace}.${one.flow}\`: ${followedWords(one)}`),
  ...sleepingWords(report),
]

/** Whether what a deploy made live is to be looked at: it does not work, or nobody could tell although it was asked. */
export const isUnwell = (report: Pick<Report, 'followed' | 'tests' | 'triggers'>): boolean =>
  effectFaults(report).length > 0 || groupCases(report.tests).broken.length > 0
