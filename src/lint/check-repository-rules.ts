import { type OutputUnit, Validator } from '@cfworker/json-schema'
import type { Problem, Severity } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import type { DesiredFlow } from '../flow/desired-flow.ts'
import { problemOf } from '../flow/document-finding.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'
import { CONFIG_PATH } from '../settings/config/config-file.ts'
import { withinTime } from '../text/within-time.ts'
import { isMapValue, type NodePath, valueAt } from '../yaml/map-value.ts'

/** All rules on all flows of a run. Thousands of flows take a second or two; a pattern can take for ever. */
const MAX_MILLISECONDS = 20_000

/**
 * Where flows do not fit the rules of the repository. The patterns are those of whoever wrote the rules, and the texts those of
 * whoever wrote the flows: together they may not hold up a run, so it ends after 20 s with an error that names the rule.
 */
export const checkRules = (
  rules: readonly RepositoryRule[],
  flows: readonly DesiredFlow[],
  maxMilliseconds = MAX_MILLISECONDS,
): readonly Problem[] => {
  if (rules.length === 0) return []
  const found: (readonly Problem[])[] = []
  const checkAll = () => rules.forEach((rule) => void found.push(checkRepositoryRule(rule, flows)))
  if (withinTime(maxMilliseconds, checkAll) !== undefined) return found.flat()
  return [...found.flat(), tookTooLong(rules.slice(found.length), maxMilliseconds)]
}

const tookTooLong = ([slow, ...rest]: readonly RepositoryRule[], maxMilliseconds: number): Problem => {
  const others = rest.length === 0 ? '' : ` So were the ${rest.length} behind it.`
  const message = `The rule \`${slow?.id}\` was not checked to its end: all rules together may take ${maxMilliseconds / 1000} s.${others}`
  return makeProblem('rule-not-checked', { message, file: CONFIG_PATH, position: { line: 1, column: 1 } })
}

/** A rule of the repository: what flows of some namespaces must be like. */
export interface RepositoryRule {
  readonly id: string
  readonly message: string
  /** With their dot-children; empty: all. */
  readonly namespaces: readonly string[]
  readonly severity: Severity
  /** JSON Schema of draft 2020-12, without references to outside. */
  readonly schema: Readonly<Record<string, unknown>> | boolean
}

/**
 * Where flows do not fit one rule, each place once. Namespaces count as they are deployed, values as Kestra reads them. A flow that
 * cannot be compared (a schema that refers to itself without end) is told as not checked. Takes as long as the patterns of the schema do.
 */
export const checkRepositoryRule = (rule: RepositoryRule, flows: readonly DesiredFlow[]): readonly Problem[] => {
  const validator = new Validator(rule.schema, '2020-12', false)
  return flows
    .filter(({ namespace, document }) => isAllowedNamespace(namespace, rule.namespaces) && isMapValue(document.value))
    .flatMap((flow) => {
      try {
        const { errors } = validator.validate(flow.document.value)
        const places = Map.groupBy(reasonsOf(errors), ({ instanceLocation }) => instanceLocation)
        return [...places].map(([location, reasons]) => broken(rule, flow, { location, reasons }))
      } catch (error) {
        if (error instanceof RangeError || error instanceof URIError) return [notComparable(rule, flow)]
        throw error
      }
    })
}

const broken = (
  { id, message, severity }: RepositoryRule,
  flow: DesiredFlow,
  { location, reasons }: { readonly location: string; readonly reasons: readonly OutputUnit[] },
): Problem => {
  const { path, value } = nodeAt(flow.document.value, location)
  const isOfKey = reasons.some(
    ({ keyword, keywordLocation }) => keyword === 'false' || /\/propertyNames\b/.test(keywordLocation),
  )
  const where = path.length === 0 ? 'the flow' : `at \`${path.join('.')}\``
  return problemOf(flow, {
    code: 'rule-broken',
    message: `${message} (rule \`${id}\`, ${where})`,
    severity,
    path,
    part: isOfKey || (typeof value === 'object' && value !== null) ? 'key' : 'value',
  })
}

const notComparable = ({ id }: RepositoryRule, flow: DesiredFlow): Problem =>
  problemOf(flow, {
    code: 'rule-not-checked',
    path: [],
    message: `This flow could not be compared with the rule \`${id}\`: its schema refers to itself without end, or the flow is too large for it.`,
  })

/** Errors that only lead to others: each is followed by those of the part that it names. */
const STEPS = new Set([
  ...['$ref', 'properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'propertyNames'],
  ...['items', 'prefixItems', 'unevaluatedItems', 'allOf', 'if', 'dependentSchemas'],
])
/** Which of its parts a flow was meant to fit is not for a program to say: these are told as a whole. */
const WHOLES = new Set(['anyOf', 'oneOf', 'contains'])

/** Of the errors of the library, what does not fit and not the way to it. */
const reasonsOf = (errors: readonly OutputUnit[]): readonly OutputUnit[] => {
  const counted = errors.filter(({ keyword }) => keyword === 'minContains').map(partsOfCount)
  let whole: string | undefined
  return errors.filter(({ keyword, keywordLocation }) => {
    // The library gives a schema `false` the place in the flow for the place in the schema.
    if (whole !== undefined && (keyword === 'false' || keywordLocation.startsWith(whole))) return false
    whole = WHOLES.has(keyword) ? `${keywordLocation}/` : undefined
    return !STEPS.has(keyword) && !counted.some((parts) => keywordLocation.startsWith(parts))
  })
}

const partsOfCount = ({ keywordLocation }: OutputUnit): string => keywordLocation.replace(/minContains$/, 'contains/')

/** `#/tasks/0/type` is the path `tasks`, 0, `type`. */
const nodeAt = (root: unknown, location: string): { readonly path: NodePath; readonly value: unknown } => {
  let value = root
  const path = location
    .split('/')
    .slice(1)
    .map((step) => {
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
      const at = Array.isArray(value) ? Number(key) : key
      value = valueAt(value, [key])
      return at
    })
  return { path, value }
}
