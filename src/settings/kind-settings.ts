import type { OnDrift, Policy } from '../plan/policy.ts'
import { RESOURCE_KINDS, type ResourceKind } from '../resource/resource.ts'
import { gotInstead } from '../text/closest-word.ts'
import { INPUTS } from './inputs/inputs.ts'
import type { SettingsReader } from './inputs/raw-settings.ts'

const ON_DRIFT = INPUTS['on-drift'].choices
const ON_DRIFT_OF_KIND: readonly (OnDrift | 'seed')[] = [...ON_DRIFT, 'seed']

const kindOf = (name: string | undefined): ResourceKind | undefined => RESOURCE_KINDS.find((kind) => kind === name)

/** The kinds of `mirror-kinds`. What is none is added to `problems`. */
export const parseMirrorKinds = (read: SettingsReader, problems: string[]): readonly ResourceKind[] =>
  read.list('mirror-kinds').flatMap((name) => {
    const kind = kindOf(name)
    if (kind === undefined)
      problems.push(`"mirror-kinds" must be kinds: ${RESOURCE_KINDS.join(', ')}; ${gotInstead(name, RESOURCE_KINDS)}`)
    return kind ?? []
  })

/**
 * `keep`, and on lines of their own (or behind commas) what differs for a kind: `key-value: seed`. What is not of that form is
 * added to `problems`.
 */
export const parseOnDrift = (read: SettingsReader, problems: string[]): Pick<Policy, 'onDrift' | 'onDriftOf'> => {
  let onDrift: OnDrift = 'keep'
  const ofKinds: Partial<Record<ResourceKind, OnDrift | 'seed'>> = {}
  for (const item of read.list('on-drift').flatMap((line) => line.split(','))) {
    const [first = '', second, ...rest] = item.split(':').map((part) => part.trim())
    const forAll = ON_DRIFT.find((name) => name === first)
    const [kind, ofKind] = [kindOf(first), ON_DRIFT_OF_KIND.find((name) => name === second)]
    if (second === undefined && forAll !== undefined) onDrift = forAll
    else if (kind !== undefined && ofKind !== undefined && rest.length === 0) ofKinds[kind] = ofKind
    else
      problems.push(
        `"on-drift" must be one of ${ON_DRIFT.join(', ')}, or "kind: policy" with ${EXAMPLE}; ${gotInstead(item.trim(), [...ON_DRIFT, ...PER_KIND])}`,
      )
  }
  return { onDrift, onDriftOf: ofKinds }
}

const PER_KIND = RESOURCE_KINDS.flatMap((kind) => ON_DRIFT_OF_KIND.map((policy) => `${kind}: ${policy}`))

const EXAMPLE = `a kind of ${RESOURCE_KINDS.join(', ')} and one of ${ON_DRIFT_OF_KIND.join(', ')}`
