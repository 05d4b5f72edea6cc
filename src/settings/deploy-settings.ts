import { RESOURCE_KINDS, type ResourceKind } from '../resource/resource.ts'
import { gotInstead } from '../text/closest-word.ts'
import { INPUTS } from './inputs/inputs.ts'
import type { SettingsReader } from './inputs/raw-settings.ts'
import { parseNamespaces } from './namespace-settings.ts'
import type { OnDrift, Policy } from './policy.ts'

/** What a deploy does with what differs, and what it refuses. */
export const parsePolicy = (read: SettingsReader, problems: string[]): Policy => ({
  whenMissing: read.oneOf('when-missing', INPUTS['when-missing'].choices),
  mirrorKinds: parseMirrorKinds(read, problems),
  ...parseOnDrift(read, problems),
  maxDeletes: read.number('max-deletes', 0),
  maxOverwrites: read.number('max-overwrites', 0),
  protectedNamespaces: parseNamespaces('protected-namespaces', read, problems),
  isByHand: read.boolean('by-hand'),
})

/** The settings of what a deploy does beyond writing. */
export const parseEffect = (read: SettingsReader, problems: string[]) => ({
  /** How long a deploy waits for executions to end before it writes; `undefined`: it does not. */
  waitForIdleMs: parseBudget('wait-for-idle', read, problems),
  /** How long first executions are watched after a deploy; `undefined`: they are not. */
  followMs: parseBudget('follow', read, problems),
  /** What a deploy wrote has to pass the smoke suites of its flows. */
  runsSmoke: read.boolean('smoke'),
  /** Whose executions stay on the server. */
  smokeKeep: read.oneOf('smoke-keep', INPUTS['smoke-keep'].choices),
})

const UNITS: ReadonlyMap<string | undefined, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
])

/** A run ends after an hour, whatever it does. */
const LONGEST_MINUTES = 50

/** `10m`, `90s` in milliseconds; `undefined` where none is set. */
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
    `"${name}" must be a number of minutes or seconds, as 10m or 90s, and at most ${LONGEST_MINUTES}m; got \`${text}\``,
  )
  return undefined
}

const LEAST_KEY_LENGTH = 16

/** The settings of the deployment record, and of previews, which need it. Of which pull request one is, only the event tells. */
export const parseRecordSettings = (read: SettingsReader, problems: string[]) => {
  const [keepsRecord, recordKey, takesOver] = [read.boolean('record'), read.text('record-key'), read.list('take-over')]
  if (recordKey !== undefined && recordKey.length < LEAST_KEY_LENGTH)
    problems.push(`"record-key" must have at least ${LEAST_KEY_LENGTH} characters, e.g. of: openssl rand -hex 32.`)
  if (takesOver.length > 0 && !keepsRecord)
    problems.push('"take-over" takes over a deployment record, and "record" is off: leave one of the two out.')
  for (const name of takesOver.filter((text) => !/^[^\s/]+\/\S/.test(text)))
    problems.push(
      `"take-over" must be who deployed before, as the refusal names it, e.g. old-owner/name; got \`${name}\`.`,
    )
  const isForPreviews = read.boolean('preview')
  if (isForPreviews && !keepsRecord)
    problems.push(
      '"preview" needs the deployment record: without it nothing proves what may be removed. Leave out "record".',
    )
  return {
    keepsRecord,
    /** Signs the deployment record. */
    recordKey,
    /** Owners whose deployment records count as this one's from now on. */
    takesOver,
    /** The job is for previews of pull requests, and for nothing else. */
    isForPreviews,
  }
}

const ON_DRIFT = INPUTS['on-drift'].choices
const ON_DRIFT_OF_KIND: readonly (OnDrift | 'seed')[] = [...ON_DRIFT, 'seed']

const kindOf = (name: string | undefined): ResourceKind | undefined => RESOURCE_KINDS.find((kind) => kind === name)

/** The kinds of `mirror-kinds`. What is none is added to `problems`. */
const parseMirrorKinds = (read: SettingsReader, problems: string[]): readonly ResourceKind[] =>
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
const parseOnDrift = (read: SettingsReader, problems: string[]): Pick<Policy, 'onDrift' | 'onDriftOf'> => {
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
