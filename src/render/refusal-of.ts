import type { Report } from '../command/report.ts'

/** The sentence that says why the run refuses to write; `undefined` when it does not refuse. */
export const refusalOf = ({ result, message, plan }: Report): string | undefined =>
  plan?.refusal?.message ?? (result === 'refused' ? (message ?? 'the run refused to write') : undefined)
