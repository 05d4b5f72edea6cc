import { type OutputUnit, Validator } from '@cfworker/json-schema'
import type { Problem, Severity } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import type { DesiredFlow } from '../flow/desired-flow.ts'
import { CONFIG_PATH } from '../resource/config-path.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'
import { withinTime } from '../text/within-time.ts'
import { isMapValue, type NodePath, valueAt } from '../yaml/map-value.ts'
import { problemOf } from './all-codes.ts'

/**
 * Time limit for all rules on all flows of a run, in milliseconds. Thousands of flows take a second or two; a pattern can take for ever.
 */
const MAX_MILLISECONDS = 20_000

/**
 * Reports flows that do not fit the rules of the repository. A slow pattern must not block the run, whoever wrote it or the text that it
 * matches. So the check ends after `maxMilliseconds` with an error that names the rule.
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
  return [...found.flat(), timeoutProblem(rules.slice(found.length), maxMilliseconds)]
}

const timeoutProblem = ([slow, ...rest]: readonly RepositoryRule[], maxMilliseconds: number): Problem => {
  const others =
    rest.length === 0
      ? ''
      : ` ${rest.length} later ${rest.length === 1 ? 'rule was' : 'rules were'} not checked either.`
  const message = `The rule \`${slow?.id}\` was not checked completely: all rules together may take ${maxMilliseconds / 1000} s.${others}`
  return makeProblem('rule-not-checked', { message, file: CONFIG_PATH, position: { line: 1, column: 1 } })
}

/** A rule of the repository: a JSON Schema that the flows of some namespaces must fit. */
export interface RepositoryRule {
  readonly id: string
  readonly message: string
  /** The rule also applies to their child namespaces. An empty list means all namespaces. */
  readonly namespaces: readonly string[]
  readonly severity: Severity
  /** JSON Schema of draft 2020-12, without external references. */
  readonly schema: Readonly<Record<string, unknown>> | boolean
}

/**
 * Reports the places at which flows do not fit one rule, each place once. It compares namespaces as deployed and values as Kestra reads
 * them. A flow that cannot be compared (the schema refers to itself without end) is reported as not checked. The patterns of the schema
 * decide how long this takes.
 */
export const checkRepositoryRule = (rule: RepositoryRule, flows: readonly DesiredFlow[]): readonly Problem[] => {
  const validator = new Validator(rule.schema, '2020-12', false)
  return flows
    .filter(({ namespace, document }) => isAllowedNamespace(namespace, rule.namespaces) && isMapValue(document.value))
    .flatMap((flow) => {
      try {
        const { errors } = validator.validate(flow.document.value)
        const errorsByLocation = Map.groupBy(reasonsOf(errors), ({ instanceLocation }) => instanceLocation)
        return [...errorsByLocation].map(([location, reasons]) => brokenRuleProblem(rule, flow, { location, reasons }))
      } catch (error) {
        if (error instanceof RangeError || error instanceof URIError) return [notComparableProblem(rule, flow)]
        throw error
      }
    })
}

const brokenRuleProblem = (
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

const notComparableProblem = ({ id }: RepositoryRule, flow: DesiredFlow): Problem =>
  problemOf(flow, {
    code: 'rule-not-checked',
    path: [],
    message: `This flow could not be compared with the rule \`${id}\`: its schema refers to itself without end, or the flow is too large for it.`,
  })

/** Keywords whose errors only introduce the errors of a nested schema. */
const STEPS = new Set([
  '$ref',
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'prefixItems',
  'unevaluatedItems',
  'allOf',
  'if',
  'dependentSchemas',
])
/** Keywords that are reported as a whole, because it is not known which of their parts the flow should fit. */
const WHOLES = new Set(['anyOf', 'oneOf', 'contains'])

/** The errors that name an actual misfit, without those that only lead to it. */
const reasonsOf = (errors: readonly OutputUnit[]): readonly OutputUnit[] => {
  const counted = errors.filter(({ keyword }) => keyword === 'minContains').map(partsOfCount)
  let whole: string | undefined
  return errors.filter(({ keyword, keywordLocation }) => {
    // For a schema `false` the library reports the location in the flow as the location in the schema.
    if (whole !== undefined && (keyword === 'false' || keywordLocation.startsWith(whole))) return false
    whole = WHOLES.has(keyword) ? `${keywordLocation}/` : undefined
    return !STEPS.has(keyword) && !counted.some((parts) => keywordLocation.startsWith(parts))
  })
}

const partsOfCount = ({ keywordLocation }: OutputUnit): string => keywordLocation.replace(/minContains$/, 'contains/')

/** The path and value at a JSON pointer: `#/tasks/0/type` is the path `tasks`, 0, `type`. */
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
