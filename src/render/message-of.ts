import type { Report } from '../command/report.ts'
import { refusalOf } from './refusal-of.ts'

/** The sentence to a refusal or a failure, or none. */
export const messageOf = (report: Report): readonly string[] =>
  [refusalOf(report) ?? (report.result === 'failed' ? report.message : undefined)].filter((text) => text !== undefined)
