import { KINDS } from '../kinds/kinds.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { contentOf, type Side } from '../resource/sides.ts'
import type { DriftCause } from './plan.ts'

/**
 * What happened on the server, where that can be told from the two contents. `earlier`: fingerprints of the file's older
 * commits.
 */
export const driftCause = (
  live: Side | undefined,
  expected: Side | undefined,
  earlier: readonly Fingerprint[],
): DriftCause => {
  if (live === undefined) return 'deleted'
  if (live.isDraft === true) return 'draft'
  if (earlier.includes(live.fingerprint)) return 'behind'
  return expected === undefined ? 'edited' : KINDS[live.name.kind].editCause(contentOf(expected), contentOf(live))
}
