import type { Report } from '../../command/report.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Privacy } from '../privacy.ts'
import type { Redact } from '../redact.ts'
import type { Links } from '../render-options.ts'

/** What the sections of one Markdown text share. `report` and `plan` went through `withholdReport`. */
export interface SectionContext {
  readonly report: Report
  readonly plan: Plan
  readonly links: Links
  readonly privacy: Privacy
  readonly redact: Redact
  /** Headings of the three tables. */
  readonly titles: { readonly here: string; readonly pending: string; readonly server: string }
}
