import type { Report } from '../command/report.ts'

/** The notices of the run, of its plan and of its outcome, each once. */
export const allNotices = ({ notices, plan, outcome }: Report): readonly string[] => [
  ...new Set([...notices, ...(plan?.notices ?? []), ...(outcome?.notices ?? [])]),
]
