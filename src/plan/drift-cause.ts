import { normalizeFlowSource } from '../flow/normalize-source.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Side } from '../resource/sides.ts'
import type { DriftCause } from './plan.ts'

const DISABLED_LINE = /^disabled:[ \t]*(true|false)[ \t]*$\n?/m

/**
 * What happened on the server, where that can be told from the two texts. `enable` and `disable` in the UI rewrite one
 * line of the source or append one (kestra-api.md section 3.4). `earlier`: fingerprints of the file's older commits.
 */
export const driftCause = (
  live: Side | undefined,
  expected: Side | undefined,
  earlier: readonly Fingerprint[],
): DriftCause => {
  if (live === undefined) return 'deleted'
  if (live.isDraft === true) return 'draft'
  if (earlier.includes(live.fingerprint)) return 'behind'
  if (typeof live.content !== 'string' || typeof expected?.content !== 'string') return 'edited'
  const [before, after] = [normalizeFlowSource(expected.content), normalizeFlowSource(live.content)]
  if (withoutDisabled(before) !== withoutDisabled(after)) return 'edited'
  return DISABLED_LINE.exec(after)?.[1] === 'true' ? 'disabled' : 'enabled'
}

const withoutDisabled = (source: string): string =>
  source
    .replace(DISABLED_LINE, '')
    .replaceAll(/\n{2,}/g, '\n')
    .trimEnd()
