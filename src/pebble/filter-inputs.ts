/** The types of values that expressions tell apart. */
export type PebbleValueType = 'text' | 'number' | 'boolean' | 'list' | 'map'

/** What filters and tests are applied to; with a value of another type they fail (docs/facts/kestra.md, "Filters, functions and tests"). */
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

/** `undefined`: any. */
export const acceptedBy = (kind: 'filter' | 'test', name: string): readonly PebbleValueType[] | undefined =>
  TABLE.get(`${kind} ${name}`)
