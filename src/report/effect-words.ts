import { followedWords, hasFailed } from '../execution/followed-flow.ts'
import type { Report } from './report.ts'

/** What is live since a deploy and does not work, as far as it was looked at: a clause for each fault. */
export const effectFaults = ({ followed }: Pick<Report, 'followed'>): readonly string[] =>
  followed.filter(hasFailed).map((one) => `\`${one.namespace}.${one.flow}\`: ${followedWords(one)}`)
