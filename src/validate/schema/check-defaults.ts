import { suggestion } from '../../text/closest-word.ts'
import { isMapValue, isTrue, type MapValue, mapNodes, type NodePath } from '../../yaml/map-value.ts'
import { type SchemaCheck, suggestType } from './schema-diagnostics.ts'

/** Defaults for all tasks of a type, or of all types that begin with it, at one place of the flow. */
export interface PluginDefault {
  readonly type: string
  readonly values: MapValue
  readonly isForced: boolean
  readonly path: NodePath
}

const LISTS = ['pluginDefaults', 'taskDefaults'] as const

/** The plugin defaults of a flow. */
export const pluginDefaultsOf = (flow: MapValue): readonly PluginDefault[] =>
  LISTS.flatMap((key) => {
    const entries: unknown = flow[key]
    if (!Array.isArray(entries)) return []
    return entries.flatMap((entry: unknown, index) => {
      if (!isMapValue(entry) || typeof entry['type'] !== 'string' || !isMapValue(entry['values'])) return []
      const isForced = isTrue(entry['forced'])
      return [{ type: entry['type'], values: entry['values'], isForced, path: [key, index] }]
    })
  })

/**
 * Defaults that change nothing: no task, trigger or runner of the flow has the type, or each of them sets all of it itself
 * (docs/facts/kestra.md, "Plugin defaults"). Nothing of a server that has none.
 */
export const checkEffects = (check: SchemaCheck, flow: MapValue, defaults: readonly PluginDefault[]): void => {
  const known = check.schema.shapeOf(check.schema.root).properties
  if (!LISTS.some((key) => known.has(key))) return
  const parts = mapNodes(flow)
    .filter(({ path }) => !LISTS.some((key) => key === path[0]))
    .flatMap(({ value }) => (typeof value['type'] === 'string' ? [{ type: value['type'], value }] : []))
  // A template brings tasks of its own.
  if (parts.some(({ type }) => /\.Templat(?:e|edTask)$/.test(type))) return
  for (const each of defaults) checkEffect(check, each, parts)
}

interface TypedPart {
  readonly type: string
  readonly value: MapValue
}

const checkEffect = (check: SchemaCheck, own: PluginDefault, parts: readonly TypedPart[]): void => {
  const { type, values, isForced, path } = own
  const { types } = check.schema
  const definition = types.get(type)
  const isOf = (part: TypedPart): boolean =>
    part.type.startsWith(type) || (definition !== undefined && types.get(part.type) === definition)
  const reached = parts.filter(isOf)
  const code = 'default-without-effect'
  if (reached.length === 0) {
    // Tasks have runners that nobody writes.
    if (definition !== undefined && type.includes('.runner.')) return
    const here = [...new Set(parts.map((part) => part.type).filter((name) => name.includes('.')))]
    const message = `No part of this flow has the type \`${type}\`, so these defaults change nothing.`
    check.report({ code, path: [...path, 'type'], message, hint: suggestType(type, here) ?? nearKnown(check, type) })
  } else if (!isForced && reached.every(({ value }) => setsAll(value, values))) {
    const message = `Each part of the type \`${type}\` sets all of this itself, so these defaults change nothing.`
    const hint = 'Take them out, or say `forced: true` where they are to win.'
    check.report({ code, path: [...path, 'forced'], part: 'key', message, hint })
  }
}

const nearKnown = ({ schema }: SchemaCheck, type: string): string | undefined =>
  schema.types.has(type) ? undefined : suggestion(type, schema.types.keys())

/** Maps are merged. */
const setsAll = (value: MapValue, defaults: MapValue): boolean =>
  Object.entries(defaults).every(([key, child]) => Object.hasOwn(value, key) && !isMapValue(child))
