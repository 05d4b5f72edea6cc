import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { isAtLeast } from '../../kestra/server.ts'
import { isInvocation, type PebbleInvocation } from '../../pebble/pebble-tree.ts'
import {
  type InvocationKind,
  namesOf,
  type PebbleVersions,
  pebbleVersions,
  signaturesOf,
} from '../../pebble/signatures.ts'
import { closestWord, didYouMean } from '../../text/closest-word.ts'
import { diagnosticIn, type PlaceOf } from './place-in-text.ts'
import type { ExpressionText } from './read-expressions.ts'
import { wrongArgument } from './wrong-argument.ts'

const CODES = { filter: 'unknown-filter', function: 'unknown-function', test: 'unknown-test' } as const

/** Filters, functions and tests that the server does not have, and those that get other arguments than they take. */
export const checkInvocations = (flow: CheckedFlow, text: ExpressionText, placeOf: PlaceOf): readonly Diagnostic[] => {
  const { parts, template } = text
  const versions = pebbleVersions(flow.version)
  return parts.flatMap((part): readonly Diagnostic[] => {
    if (!isInvocation(part) || isToldOf2(flow, part)) return []
    if (part.kind === 'function' && template?.macros.has(part.name)) return []
    const found = signaturesOf(part.kind, part.name, versions.names)
    const told = found.length === 0 ? unknown(flow, part, versions) : wrongArgument(part, found)
    if (told === undefined) return []
    return [diagnosticIn(placeOf, text, { start: part.start, end: part.end, ...told })]
  })
}

/** `breaks-on-2` tells it. */
const isToldOf2 = ({ version }: CheckedFlow, { kind, name, given }: PebbleInvocation): boolean => {
  if (!isAtLeast(version, 2, 0)) return false
  if (name === 'json') return kind !== 'test'
  return ['read', 'fileURI'].includes(name) && given.some((each) => each.name === 'version')
}

const unknown = (
  { version }: CheckedFlow,
  { kind, name }: PebbleInvocation,
  { names, areKnown }: PebbleVersions,
): Pick<Diagnostic, 'code' | 'message' | 'hint' | 'severity'> => {
  const server = version && Number.isSafeInteger(version.major + 1) ? ` ${version.major}.${version.minor}` : ''
  const hint = hintOf(kind, name, namesOf(kind, names), (other) => signaturesOf(other, name, names).length > 0)
  if (areKnown) return { code: CODES[kind], message: `Kestra${server} has no ${kind} \`${name}\`.`, hint }
  const message = `This program knows no ${kind} \`${name}\`, nor what Kestra${server || ' of that version'} has.`
  return { code: CODES[kind], message, hint, severity: 'info' }
}

/** What other languages of templates call it, and those who know them. */
const ALSO_CALLED: ReadonlyMap<string, string> = new Map(
  [
    ['filter', 'count length; size length; len length; uppercase upper; lowercase lower; downcase lower; upcase upper'],
    [
      'filter',
      'tojson toJson; addDate dateAdd; dateFormat date; format_date date; b64encode base64encode; b64decode base64decode',
    ],
    [
      'filter',
      'unique distinct; uniq distinct; default_if_none default; strip trim; int number; float number; nvl default',
    ],
    [
      'filter',
      'tostring string; to_string string; str string; urlEncode urlencode; regex_replace replace; substring slice',
    ],
    [
      'function',
      'today now; date now; current_date now; random randomInt; parseJson fromJson; toJSON toJson; getenv env',
    ],
    ['test', 'blank empty; none null; nil null; undefined defined; mapping map; sequence iterable; list iterable'],
  ].flatMap(([kind, pairs = '']) =>
    pairs.split('; ').map((pair): [string, string] => {
      const [word = '', name = ''] = pair.split(' ')
      return [`${kind} ${word}`, name]
    }),
  ),
)

const hintOf = (
  kind: InvocationKind,
  name: string,
  names: readonly string[],
  isA: (kind: InvocationKind) => boolean,
): string | undefined => {
  if (kind !== 'filter' && isA('filter')) return `It is a filter: write \`value | ${name}\`.`
  if (kind !== 'function' && isA('function')) return `It is a function: write \`${name}(value)\`.`
  const also = ALSO_CALLED.get(`${kind} ${name}`)
  const near = also !== undefined && names.includes(also) ? also : closestWord(name, names)
  return didYouMean(near)
}
