/** The kinds of invocations in an expression. */
export type InvocationKind = 'filter' | 'function' | 'test'

/** The parameters of a filter, function or test. */
export interface PebbleSignature {
  /** The parameters in order; `undefined` if it ignores all arguments. */
  readonly parameters: readonly PebbleParameter[] | undefined
}

export interface PebbleParameter {
  readonly name: string
  /** The call fails without it. */
  readonly isRequired: boolean
  /** The call fails with a value of another type. */
  readonly takes: PebbleType | undefined
}

const TYPES = ['text', 'number', 'map'] as const
export type PebbleType = (typeof TYPES)[number]

export const VERSIONS = ['1.0', '1.3', '2.0'] as const
type TableVersion = (typeof VERSIONS)[number]

/**
 * The filters that Kestra 1.0, 1.3 and 2.0 register (docs/internals/facts/kestra.md, "Filters, functions and tests"). A test compares them
 * with those of each version.
 * An entry is a name and its parameters in order. A parameter may have a required type, and `?` if it is optional. A name alone accepts and
 * ignores any arguments. A line may begin with the versions that have its entries.
 */
const FILTERS = `
abbreviate length:number
abs; base64decode; base64encode; capitalize; className; distinct; first; keys; last; length; lower; md5; reverse; rsort
sha1; sha256; sha512; sort; string; title; toIon; toJson; trim; upper; urldecode; urlencode; values; yaml
1.0 1.3: json
2.0: format; nl2br
chunk size:number
date format:text? timeZone? existingFormat? locale?
dateAdd amount unit:text format? timeZone? existingFormat? locale?
default default?
endsWith value; startsWith value
escapeChar type:text
1.0 1.3: flatten -
2.0: flatten
indent amount:number prefix?; nindent amount:number prefix?
join separator:text?
jq expression:text
merge items?
number type:text?; numberFormat format:text?
2.0: regexExtract regex group?; regexMatch regex; regexReplace regex replacement
replace replace_pairs:map regexp?
slice fromIndex:number? toIndex:number?
slugify format? timeZone? existingFormat? locale?
split delimiter:text limit?
substringAfter separator:text; substringAfterLast separator:text; substringBefore separator:text; substringBeforeLast separator:text
timestamp timeZone? existingFormat?; timestampMicro timeZone? existingFormat?
timestampMilli timeZone? existingFormat?; timestampNano timeZone? existingFormat?
`

const FUNCTIONS = `
1.0 1.3: currentEachOutput outputs; json json:text
1.0 1.3: errorLogs -; fetchContext -; id -; ksuid -; printContext -; randomPort -; uuid -
2.0: errorLogs; fetchContext; id; ksuid; printContext; randomPort; uuid
2.0: dayOfMonth date; dayOfWeek date; hourOfDay date; monthOfYear date; isWeekend date
2.0: isDayWeekInMonth date dayOfWeek position; isLastWorkingDay date workingDays?
2.0: isPublicHoliday date countryCode subDivision?; env name default?; loopOutputs outputs name?
decrypt key:text encrypted:text; encrypt key:text plaintext:text
fileExists path namespace?; fileSize path namespace?; isFileEmpty path namespace?
1.0: fileURI path; read path namespace?; secret key:text namespace? subkey?
1.3: fileURI path namespace? version?; read path namespace? version?
2.0: fileURI path namespace? revision?; read path namespace? revision?
1.3 2.0: secret key:text namespace? subkey? full?; nanoId length? alphabet?
1.3 2.0: subflow namespace:text id:text inputs? revision? labels? timeout?
fromIon ion:text allRows?; fromJson json:text; yaml yaml:text
http uri:text method? query? body? contentType? headers? options? accept?
i18n bundle? key? params?
kv key:text namespace? errorOnMissing?
max; min; now format:text? timeZone? existingFormat? locale?
randomInt lower:number upper:number; range start end increment?
render toRender recursive?; renderOnce toRender
tasksWithState state:text
appLink; assets; block; credential; parent
`

const TESTS = 'defined; empty; even; iterable; json; map; null; odd'

type Table = ReadonlyMap<string, PebbleSignature>

const tableOf = (text: string, version: TableVersion): Table =>
  new Map(
    text.split('\n').flatMap((line) => {
      const [, versions, entries = ''] = /^(?:([\d. ]+): )?(.*)$/.exec(line) ?? []
      const isOther = versions !== undefined && !versions.split(' ').includes(version)
      return isOther || entries === '' ? [] : entries.split('; ').map(signatureOf)
    }),
  )

const signatureOf = (entry: string): [string, PebbleSignature] => {
  const [name = '', ...parts] = entry.split(' ')
  return [name, { parameters: parts.length === 0 ? undefined : parts.filter((part) => part !== '-').map(parameterOf) }]
}

const parameterOf = (word: string): PebbleParameter => {
  const [name = '', type] = word.replace('?', '').split(':')
  return { name, isRequired: !word.endsWith('?'), takes: TYPES.find((each) => each === type) }
}

const TABLES = new Map(
  VERSIONS.map((version) => [
    version,
    { filter: tableOf(FILTERS, version), function: tableOf(FUNCTIONS, version), test: tableOf(TESTS, version) },
  ]),
)

/** The known versions that a server may correspond to. */
export interface PebbleVersions {
  readonly names: readonly TableVersion[]
  /** False for a server of an unknown version. */
  readonly areKnown: boolean
}

/** The versions for a server of `version`, or all if it is not known. For 1.1 and 1.2 the names of both 1.0 and 1.3 count. */
export const pebbleVersions = (
  version: { readonly major: number; readonly minor: number } | undefined,
): PebbleVersions => {
  if (version === undefined) return { names: VERSIONS, areKnown: true }
  const own = `${version.major}.${version.minor}`
  if (own === '1.1' || own === '1.2') return { names: ['1.0', '1.3'], areKnown: true }
  const names = VERSIONS.filter((name) => name === own)
  return names.length > 0 ? { names, areKnown: true } : { names: VERSIONS, areKnown: false }
}

/** The signatures of a name in the versions that have it. */
export const signaturesOf = (
  kind: InvocationKind,
  name: string,
  versions: readonly TableVersion[],
): readonly PebbleSignature[] => versions.flatMap((version) => TABLES.get(version)?.[kind].get(name) ?? [])

/** The parameter names of a function in order, from the newest version that has it. */
export const parametersOf = (name: string): readonly string[] =>
  signaturesOf('function', name, VERSIONS)
    .at(-1)
    ?.parameters?.map((parameter) => parameter.name) ?? []

/** Every name of a kind in the given versions. */
export const invocationNames = (kind: InvocationKind, versions: readonly TableVersion[]): readonly string[] => [
  ...new Set(versions.flatMap((version) => [...(TABLES.get(version)?.[kind].keys() ?? [])])),
]

/** The types of values that expressions distinguish. */
export type PebbleValueType = 'text' | 'number' | 'boolean' | 'list' | 'map'

/**
 * The input types of filters and tests, which fail with a value of another type (docs/internals/facts/kestra.md, "Filters, functions and
 * tests").
 */
const ACCEPTED: readonly (readonly [string, readonly PebbleValueType[]])[] = [
  ['filter abbreviate base64decode capitalize date dateAdd md5 nl2br number sha1 sha256 sha512 split', ['text']],
  ['filter timestamp timestampMicro timestampMilli timestampNano title trim urldecode urlencode', ['text']],
  ['filter abs numberFormat', ['number']],
  ['filter chunk distinct flatten join reverse rsort sort', ['list']],
  ['filter first last slice', ['text', 'list']],
  ['filter keys merge', ['list', 'map']],
  ['filter values', ['map']],
  ['test even odd', ['number']],
  ['test json', ['text']],
]

const TABLE: ReadonlyMap<string, readonly PebbleValueType[]> = new Map(
  ACCEPTED.flatMap(([line, types]) => {
    const [kind, ...names] = line.split(' ')
    return names.map((name): [string, readonly PebbleValueType[]] => [`${kind} ${name}`, types])
  }),
)

/** The accepted input types; `undefined` for any type. */
export const acceptedBy = (kind: 'filter' | 'test', name: string): readonly PebbleValueType[] | undefined =>
  TABLE.get(`${kind} ${name}`)
