import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { findSecretReferences } from '../../flow/outside-references.ts'
import { didYouMean } from '../../text/closest-word.ts'
import { neverRuns } from '../../yaml/map-value.ts'
import { nearNames } from '../expressions/near-name.ts'
import { placesInTexts } from '../expressions/place-in-text.ts'
import type { KnownTree } from '../known-tree.ts'

/**
 * The secrets that a flow reads and that its namespace does not have: the run fails there, whatever `??` says (docs/facts/kestra.md,
 * "Secrets"). Nothing is said of a namespace whose secrets are not known. A name that only a run can tell is an info.
 */
export const checkSecretNames = (flow: CheckedFlow, known: KnownTree): readonly Diagnostic[] => {
  const placeOf = placesInTexts(flow)
  const nearTo = nearNames()
  return findSecretReferences(flow.document).flatMap((reference): readonly Diagnostic[] => {
    const { namespace, secret, path, isConditional } = reference
    const names = known.secretsOf(namespace)
    if (names === undefined) return []
    const at = { path, position: placeOf(reference) }
    if (secret === undefined) {
      return [{ code: 'computed-secret', ...at, message: 'Which secret this is, only a run can tell.' }]
    }
    if (hasName(names, secret)) return []
    const isSure = !isConditional && !neverRuns(flow.value, path)
    return [
      {
        code: 'unknown-secret',
        ...at,
        message: `The namespace "${namespace}" has no secret "${secret}".`,
        severity: isSure ? 'warning' : 'info',
        hint:
          prefixHint(secret, names, known.isSilent) ??
          (known.isSilent ? undefined : didYouMean(nearTo(secret, () => [...names]))),
      },
    ]
  })
}

/** Kestra looks for a name in capitals. */
const hasName = (names: ReadonlySet<string>, secret: string): boolean => {
  const wanted = secret.toUpperCase()
  return names.has(secret) || names.has(wanted) || [...names].some((name) => name.toUpperCase() === wanted)
}

const PREFIX = /^SECRET_/i

const prefixHint = (secret: string, names: ReadonlySet<string>, isSilent: boolean): string | undefined => {
  const bare = secret.replace(PREFIX, '')
  return bare !== secret && (isSilent || hasName(names, bare))
    ? `Write \`secret('${bare}')\`: \`SECRET_\` belongs to the variable of the server alone.`
    : undefined
}
