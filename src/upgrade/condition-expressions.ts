import { conditionName } from '../flow/removed-types.ts'
import { isTemplate } from '../pebble/lex-pebble.ts'
import { wholeExpression } from '../pebble/parse-pebble.ts'
import type { PebbleExpression } from '../pebble/pebble-tree.ts'
import { isMapValue, type MapValue } from '../yaml/map-value.ts'
import { othersIn, quoted } from './construct.ts'

/** An expression of `when`, or the reason why there is none. */
export type WhenExpression = { readonly expression: string } | { readonly reason: string }

type TriggerKind = 'schedule' | 'webhook'

/** The expression that holds when all conditions of a list hold. */
export const whenOfAll = (conditions: readonly unknown[], kind: TriggerKind): WhenExpression =>
  joined(conditions, kind, 'and')

const joined = (conditions: readonly unknown[], kind: TriggerKind, operator: 'and' | 'or'): WhenExpression => {
  const parts: string[] = []
  for (const condition of conditions) {
    const part = isMapValue(condition) ? whenOf(condition, kind) : { reason: 'A condition is not a map.' }
    if ('reason' in part) return part
    parts.push(part.expression)
  }
  const [only] = parts
  if (only === undefined) return { reason: 'A list of conditions is empty.' }
  return { expression: parts.length === 1 ? only : parts.map((part) => `(${part})`).join(` ${operator} `) }
}

const whenOf = (condition: MapValue, kind: TriggerKind): WhenExpression => {
  const name = typeof condition['type'] === 'string' ? conditionName(condition['type']) : undefined
  const list = condition['conditions']
  if (name === 'Or' || name === 'Not') {
    const others = othersIn(condition, ['type', 'conditions'])
    if (!Array.isArray(list) || others.length > 0) return { reason: `${name} has a form that is not resolved here.` }
    const inner = joined(list, kind, 'or')
    // `Not` of several conditions: none of them holds.
    return name === 'Or' || 'reason' in inner ? inner : { expression: `not (${inner.expression})` }
  }
  if (kind === 'webhook') return name === 'Expression' ? ownExpression(condition) : notTried(name)
  const make = name === undefined ? undefined : OF_DATES[name]
  return make === undefined ? notTried(name) : ofDate(condition, make)
}

const notTried = (name = 'A condition of a plugin'): WhenExpression => ({
  reason: `${name} has no form in \`when\` that certainly behaves alike.`,
})

const BOOLEAN = new Set([
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'and',
  'or',
  'not',
  'contains',
  'equals',
  'is',
  'is not',
  'in',
  'not in',
])

const ownExpression = (condition: MapValue): WhenExpression => {
  const { expression } = condition
  const whole = typeof expression === 'string' ? wholeExpression(expression) : undefined
  const others = othersIn(condition, ['type', 'expression'])
  if (others.length > 0) return { reason: `${quoted(others)} of the condition is not resolved here.` }
  const inner = /^\{\{-?([\s\S]*?)-?\}\}$/.exec(String(expression).trim())?.[1]?.trim()
  if (whole === undefined || inner === undefined || !isBoolean(whole))
    return {
      reason:
        'The expression may render `0`, which starts the flow on 1.x and not on 2.0. Write a comparison in `when`.',
    }
  return { expression: inner }
}

const isBoolean = (expression: PebbleExpression): boolean =>
  expression.kind === 'test' || (expression.kind === 'operation' && BOOLEAN.has(expression.operator))

interface DateCondition {
  readonly needs: readonly string[]
  readonly expression: (texts: Readonly<Record<string, string>>) => string
}

const OF_DATES: Readonly<Record<string, DateCondition>> = {
  DayWeek: { needs: ['dayOfWeek'], expression: ({ dayOfWeek }) => `dayOfWeek(trigger.date) == '${dayOfWeek}'` },
  DayWeekInMonth: {
    needs: ['dayOfWeek', 'dayInMonth'],
    expression: ({ dayOfWeek, dayInMonth }) => `isDayWeekInMonth(trigger.date, '${dayOfWeek}', '${dayInMonth}')`,
  },
  Weekend: { needs: [], expression: () => 'isWeekend(trigger.date)' },
  PublicHoliday: { needs: ['country'], expression: ({ country }) => `isPublicHoliday(trigger.date, '${country}')` },
  DateTimeBetween: {
    needs: ['after', 'before'],
    expression: ({ after, before }) =>
      `(trigger.date | timestamp) > ('${after}' | timestamp) and (trigger.date | timestamp) < ('${before}' | timestamp)`,
  },
}

/** The notation of the date of the trigger, which is the default. */
const OWN_DATE = /^\{\{\s*trigger\.date\s*\}\}$/

const ofDate = (condition: MapValue, { needs, expression }: DateCondition): WhenExpression => {
  const { date } = condition
  const others = othersIn(condition, ['type', 'date', ...needs])
  if (others.length > 0) return { reason: `${quoted(others)} of the condition is not resolved here.` }
  if ((date ?? null) !== null && !OWN_DATE.test(String(date))) return { reason: 'The condition is about another date.' }
  const texts: Record<string, string> = {}
  for (const name of needs) {
    const text = condition[name]
    if (typeof text !== 'string' || isTemplate(text) || /['\\]/.test(text))
      return { reason: `\`${name}\` is not a literal text.` }
    texts[name] = text
  }
  return { expression: expression(texts) }
}
