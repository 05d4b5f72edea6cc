import type { Judged } from './ask-oracle.ts'
import type { ToldOfCase } from './run-as-product.ts'

export interface Comparison {
  /** Cases that the product does not run, for a reason. */
  readonly skipped: number
  /** A sentence for each case, and for the assertions of a case, of which the product says something else. */
  readonly otherwise: readonly string[]
}

/** Kestra's verdicts beside those of the product. */
export const compareVerdicts = (judged: readonly Judged[], reported: readonly ToldOfCase[]): Comparison => {
  const byId = new Map(reported.map((of) => [of.id, of]))
  return {
    skipped: reported.filter(({ verdict }) => verdict === 'skipped').length,
    otherwise: judged.flatMap((of) => {
      const ours = byId.get(of.id)
      if (ours?.verdict === 'skipped') return ours.message ? [] : [`${of.id}: skipped without a reason`]
      const [verdict, why] = verdictOf(of)
      if (ours?.verdict !== verdict) return [`${of.id}: ${verdict} (${why}), told ${ours?.verdict} (${ours?.message})`]
      // Of an assertion that cannot be judged Kestra tells another part.
      if (of.errors.length > 0) return []
      const [theirs, own] = [of.assertions.map(({ isSuccess }) => isSuccess), ours.assertions]
      return String(theirs) === String(own) ? [] : [`${of.id}: its assertions are ${theirs}, told ${own}`]
    }),
  }
}

const VERDICTS = { SUCCESS: 'passed', FAILED: 'failed', ERROR: 'error', SKIPPED: 'skipped' } as const

/** With the reason. An execution that ended in another state than the case asks for has failed, whatever the assertions say. */
const verdictOf = ({
  state,
  executionState,
  expectedState,
  assertions,
  errors,
}: Judged): readonly [(typeof VERDICTS)[Judged['state']], string] => {
  const hasEnded = typeof executionState === 'string' && executionState !== 'RUNNING'
  if (hasEnded && executionState !== expectedState) return ['failed', `it ended as ${executionState}`]
  const failed = assertions.filter(({ isSuccess }) => !isSuccess)
  return [VERDICTS[state], JSON.stringify([...errors, ...failed])]
}
