import { type PluginDefault, pluginDefaultsOf } from '../flow/plugin-defaults.ts'
import { currentType } from '../flow/removed-types.ts'
import type { RuleContext } from '../lint/rule-context.ts'
import type { Change } from '../yaml/edits.ts'
import { mapNodes } from '../yaml/map-value.ts'
import type { Operation } from '../yaml/operations.ts'
import { type Construct, quoted, type Rewrites, together } from './construct.ts'

/** `pluginDefaults` and `taskDefaults` of a flow: the properties move to each task that lacks them. 1.x accepts that. */
export const PLUGIN_DEFAULTS: Construct = {
  isTakenBy1: true,
  rewrite: (flow) => together(['pluginDefaults', 'taskDefaults'].map((section) => sectionRewrites(flow, section))),
}

const sectionRewrites = ({ value }: RuleContext, section: string): Partial<Rewrites> => {
  const list = value[section]
  if ((list ?? null) === null) return {}
  const defaults = pluginDefaultsOf(value)
  const reason =
    reasonAgainst(defaults, value) ??
    (defaults.length === sizeOf(list) ? undefined : 'An entry has no type or no values.')
  if (reason !== undefined) return { obstacles: [{ path: [section], part: 'key', reason }] }
  const insertions = defaults.flatMap((each) => insertionsOf(each, value))
  const operations: readonly Operation[] = [...insertions, { act: 'remove', path: [section] }]
  const why = 'Each task that lacked the properties has them now.'
  const change: Change = { code: 'removed-syntax', why, path: [section], part: 'key', operations }
  return { changes: [change] }
}

const sizeOf = (list: unknown): number => (Array.isArray(list) ? list.length : -1)

const TYPE = /^[a-z][\w$]*(?:\.[a-z_][\w$]*)*\.[A-Z][\w$]*$/

/** Why the defaults cannot be moved with certainty; `undefined` if they can. */
const reasonAgainst = (defaults: readonly PluginDefault[], flow: unknown): string | undefined => {
  const sections = new Set(defaults.map(({ path }) => path[0]))
  if (sections.size > 1) return 'The flow has `pluginDefaults` and `taskDefaults`.'
  if (defaults.some(({ isForced }) => isForced)) return 'A forced default replaces what a task sets.'
  const types = defaults.map(({ type }) => currentType(type))
  if (types.some((type) => !TYPE.test(type))) return 'A default for the beginning of a type is not resolved here.'
  if (new Set(types).size < types.length) return 'Two defaults are for one type.'
  const used = mapNodes(flow).flatMap(({ value, path }) =>
    sections.has(path[0] ?? '') || typeof value['type'] !== 'string' ? [] : [currentType(value['type'])],
  )
  const longer = used.find((type) => types.some((each) => type.startsWith(each) && type !== each))
  if (longer !== undefined) return `A default may also be for \`${longer}\`, whose name begins alike.`
  const maps = defaults.flatMap(({ values }) => Object.keys(values).filter((key) => typeof values[key] === 'object'))
  return maps.length === 0 ? undefined : `Kestra merges maps and lists: ${quoted(maps)}.`
}

const insertionsOf = ({ type, values }: PluginDefault, flow: unknown): readonly Operation[] =>
  mapNodes(flow).flatMap(({ value, path }) => {
    if (path[0] === 'pluginDefaults' || path[0] === 'taskDefaults' || typeof value['type'] !== 'string') return []
    if (currentType(value['type']) !== currentType(type)) return []
    return Object.keys(values).flatMap((key): Operation[] =>
      key in value ? [] : [{ act: 'insert', path: [...path, 'type'], key, value: values[key] }],
    )
  })
