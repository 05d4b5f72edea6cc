import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { isAtLeast } from '../../kestra/server.ts'
import type { PebbleOperation } from '../../pebble/pebble-tree.ts'
import type { PlaceOf } from './place-in-text.ts'
import type { ExpressionText } from './read-expressions.ts'
import { inputTypes, type StaticType, staticType } from './static-type.ts'

const ORDER = new Set(['<', '>', '<=', '>='])
const EQUALITY = new Set(['==', '!=', 'equals'])

/** Comparisons of values of two types: `<` fails on them, `==` is never true (docs/facts/kestra.md, "Comparisons"). */
export const checkComparisons = (
  flow: CheckedFlow,
  { parts, text, path, template }: ExpressionText,
  placeOf: PlaceOf,
): readonly Diagnostic[] => {
  if (template?.names.has('inputs')) return []
  const inputs = inputTypes(flow)
  return parts.flatMap((part): readonly Diagnostic[] => {
    if (part.kind !== 'operation' || part.operands.length !== 2) return []
    const [left, right] = part.operands.map((each) => staticType(each, inputs))
    const told = left && right && wrong(flow, part, [left, right])
    const position = placeOf({ path, offset: part.start, written: text.slice(part.start, part.end) })
    return told === undefined ? [] : [{ ...told, path, position }]
  })
}

const wrong = (
  { version }: CheckedFlow,
  { operator }: PebbleOperation,
  [left, right]: readonly [StaticType, StaticType],
): Pick<Diagnostic, 'code' | 'message' | 'hint'> | undefined => {
  const hint = HINTS.get([left, right].toSorted().join())
  if (EQUALITY.has(operator)) {
    if (left === right) return undefined
    const never = operator === '!=' ? 'always' : 'never'
    return {
      code: 'never-equal',
      message: `A ${left} is never equal to a ${right}: this is ${never} true.`,
      hint: hint,
    }
  }
  if (!ORDER.has(operator) || (left === 'number' && right === 'number')) return undefined
  // 2.0 compares texts letter by letter.
  if (left === 'text' && right === 'text' && (version === undefined || isAtLeast(version, 2, 0))) return undefined
  return {
    code: 'compare-fails',
    message: `Kestra cannot compare a ${left} with a ${right} by \`${operator}\`.`,
    hint: hint,
  }
}

const HINTS: ReadonlyMap<string, string> = new Map([
  ['number,text', 'Make a number of the text with `| number`, or put the number in quotes.'],
  ['boolean,text', 'Write `true` without quotes, or the expression by itself.'],
  ['text,text', 'Make numbers of both with `| number`.'],
])
