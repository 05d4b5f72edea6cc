import { RESOURCE_KINDS, type ResourceKind } from '../resource/resource.ts'
import { gotInstead } from '../text/closest-word.ts'
import { INPUTS } from './inputs/inputs.ts'
import type { SettingsReader } from './inputs/raw-settings.ts'
import { parseNamespaces } from './namespace-settings.ts'
import type { OnDrift, Policy } from './policy.ts'

/** Parses the limits of a deploy. Adds problems to `problems`. */
export const parsePolicy = (read: SettingsReader, problems: string[]): Policy => ({
  whenMissing: read.oneOf('when-missing', INPUTS['when-missing'].choices),
  mirrorKinds: parseMirrorKinds(read, problems),
  ...parseOnDrift(read, problems),
  maxDeletes: read.number('max-deletes', 0),
  maxOverwrites: read.number('max-overwrites', 0),
  protectedNamespaces: parseNamespaces('protected-namespaces', read, problems),
  isByHand: read.boolean('by-hand'),
})

/** Parses the settings of the checks before and after the writes of a deploy. */
export const parseVerification = (read: SettingsReader, problems: string[]) => ({
  /** How long a deploy waits for executions to end before it writes; `undefined`: it does not wait. */
  waitForIdleMs: parseBudget('wait-for-idle', read, problems),
  /** How long a deploy watches the first executions after its writes; `undefined`: it does not watch. */
  followMs: parseBudget('follow', read, problems),
  /** A deploy runs the smoke suites of the flows that it wrote. */
  runsSmoke: read.boolean('smoke'),
  /** The executions of smoke runs that stay on the server. */
  smokeKeep: read.oneOf('smoke-keep', INPUTS['smoke-keep'].choices),
})

const UNITS: ReadonlyMap<string | undefined, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
])

/** Below one hour, when every run ends. */
const LONGEST_MINUTES = 50

/** A duration such as `10m` or `90s`, in milliseconds; `undefined` if it is not set or not valid. */
const parseBudget = (
  name: 'wait-for-idle' | 'follow',
  read: SettingsReader,
  problems: string[],
): number | undefined => {
  const text = read.text(name)
  if (text === undefined) return undefined
  const [, amount, unit] = /^(\d{1,5})([sm])$/.exec(text) ?? []
  const milliseconds = Number(amount) * (UNITS.get(unit) ?? Number.NaN)
  if (milliseconds > 0 && milliseconds <= LONGEST_MINUTES * 60_000) return milliseconds
  problems.push(
    `"${name}" must be a number of minutes or seconds, such as 10m or 90s, and at most ${LONGEST_MINUTES}m; got \`${text}\``,
  )
  return undefined
}

const LEAST_KEY_LENGTH = 16

/** Parses the settings of the deployment record, and of previews, which need it. The event says which pull request a preview is of. */
export const parseRecordSettings = (read: SettingsReader, problems: string[]) => {
  const [keepsRecord, recordKey, takesOver] = [read.boolean('record'), read.text('record-key'), read.list('take-over')]
  if (recordKey !== undefined && recordKey.length < LEAST_KEY_LENGTH)
    problems.push(`"record-key" must have at least ${LEAST_KEY_LENGTH} characters, e.g. from: openssl rand -hex 32.`)
  if (takesOver.length > 0 && !keepsRecord)
    problems.push('"take-over" takes over a deployment record, but "record" is off. Leave out one of the two.')
  for (const name of takesOver.filter((text) => !/^[^\s/]+\/\S/.test(text)))
    problems.push(
      `"take-over" must name the previous owner as the refusal shows it, e.g. old-owner/name; got \`${name}\`.`,
    )
  const isForPreviews = read.boolean('preview')
  if (isForPreviews && !keepsRecord)
    problems.push('"preview" needs the deployment record, which shows what may be removed. Leave out "record".')
  return {
    keepsRecord,
    /** Signs the deployment record. */
    recordKey,
    /** Owners whose deployment records this owner takes over. */
    takesOver,
    /** The job only makes and removes previews of pull requests. */
    isForPreviews,
  }
}

const ON_DRIFT = INPUTS['on-drift'].choices
const ON_DRIFT_OF_KIND: readonly (OnDrift | 'seed')[] = [...ON_DRIFT, 'seed']

const kindNamed = (name: string | undefined): ResourceKind | undefined => RESOURCE_KINDS.find((kind) => kind === name)

/** Parses `mirror-kinds`. Adds unknown kinds to `problems`. */
const parseMirrorKinds = (read: SettingsReader, problems: string[]): readonly ResourceKind[] =>
  read.list('mirror-kinds').flatMap((name) => {
    const kind = kindNamed(name)
    if (kind === undefined)
      problems.push(`"mirror-kinds" must list kinds: ${RESOURCE_KINDS.join(', ')}; ${gotInstead(name, RESOURCE_KINDS)}`)
    return kind ?? []
  })

/**
 * Parses `on-drift`: one policy for all kinds (`keep`), and policies of single kinds (`key-value: seed`), separated by lines or commas.
 * Adds other items to `problems`.
 */
const parseOnDrift = (read: SettingsReader, problems: string[]): Pick<Policy, 'onDrift' | 'onDriftOf'> => {
  let onDrift: OnDrift = 'keep'
  const ofKinds: Partial<Record<ResourceKind, OnDrift | 'seed'>> = {}
  for (const item of read.list('on-drift').flatMap((line) => line.split(','))) {
    const [first = '', second, ...rest] = item.split(':').map((part) => part.trim())
    const forAll = ON_DRIFT.find((name) => name === first)
    const [kind, ofKind] = [kindNamed(first), ON_DRIFT_OF_KIND.find((name) => name === second)]
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
