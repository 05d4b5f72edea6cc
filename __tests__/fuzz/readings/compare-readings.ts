import * as z from 'zod'
import type { Problem } from '../../../src/finding/problem.ts'
import { problemCodes } from '../../../src/finding/problem-codes.ts'
import { dataIds } from '../../../src/flow/declarations.ts'
import { walkTasks } from '../../../src/flow/walk-tasks.ts'
import { applySeverities } from '../../../src/lint/apply-severities.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { isDisabled, isMapValue } from '../../../src/yaml/map-value.ts'
import { hasHiddenLineEnd } from '../../../src/yaml/source-text.ts'
import { parseYaml, type YamlDocument } from '../../../src/yaml/yaml-document.ts'

const Name = z.object({ namespace: z.string().nullable(), id: z.string().nullable() })
const Entry = z.tuple([z.string(), z.string()])
const Contents = Name.extend({
  disabled: z.boolean(),
  labels: z.array(Entry),
  inputs: z.array(Entry),
  tasks: z.array(Entry),
  triggers: z.array(z.tuple([z.string(), z.string(), z.boolean()])),
})
type Contents = z.infer<typeof Contents>

/** What Kestra's own parsers say of one text (Readings.java); a part is absent where they refuse it. */
export const EngineReading = z.object({
  value: z.unknown().optional(),
  name: Name.optional(),
  flow: Contents.optional(),
})

export type EngineReading = z.infer<typeof EngineReading>

/** One text that both take, and each for something else. */
export interface ReadingDifference {
  readonly part: 'value' | 'name' | 'flow'
  readonly ours: unknown
  readonly engine: unknown
}

/** `undefined` where both read the same, and where one of them refuses the text. */
export const differenceOf = (source: string, engine: EngineReading): ReadingDifference | undefined => {
  if (engine.value === undefined) return undefined
  const document = parseYaml(source)
  if (!document.isReadable) return undefined
  const found =
    difference('value', document.value, engine.value) ??
    (engine.name && difference('name', nameOf(document), engine.name)) ??
    (engine.flow && difference('flow', contentsOf(document), sorted(engine.flow)))
  return found === undefined || isRefused(document, found) ? undefined : found
}

const difference = (part: ReadingDifference['part'], ours: unknown, engine: unknown): ReadingDifference | undefined =>
  asText(ours) === asText(engine) ? undefined : { part, ours, engine }

/** Equal for equal data; infinite numbers as the engine's JSON has them. */
const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) return String(item)
    return isMapValue(item) ? Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)) : item
  })

/**
 * True where the product refuses the text whatever the settings say, although it can be read. A create looks for a name as it is written and
 * stores it as YAML types it: that is told by an error of its own. So is a line end that only Kestra sees (`hidden-line-end`).
 */
const isRefused = (document: YamlDocument, { part }: ReadingDifference): boolean => {
  const flow = { namespace: 'n', id: 'i', file: 'a.yml', document }
  const reported = validateOffline({ flows: [flow], brokenFlows: [], desired: { resources: [] } })
  const kept = applySeverities(reported, { severities: EVERYTHING_OFF, sourceOf: () => document.source })
  const refusals = [...kept, ...(part === 'name' ? reported.filter(isOfName) : [])]
  return hasHiddenLineEnd(document.source) || refusals.some(({ severity }) => severity === 'error')
}

const EVERYTHING_OFF = Object.fromEntries(Object.keys(problemCodes).map((code) => [code, 'off'] as const))

const isOfName = ({ code }: Problem): boolean => code === 'name-read-differently'

const nameOf = ({ namespace, id }: YamlDocument) => ({ namespace: namespace ?? null, id: id ?? null })

const contentsOf = (document: YamlDocument): Contents => {
  const nodes = walkTasks(document)
  return sorted({
    ...nameOf(document),
    disabled: isDisabled(document.value),
    labels: labelsOf(document),
    inputs: dataIds(document, 'inputs').map(({ id, path }) => [id, textAt(document, [...path.slice(0, -1), 'type'])]),
    tasks: nodes.filter(({ kind }) => kind === 'task').map(({ id = '', type = '' }) => [id, type]),
    triggers: nodes
      .filter(({ kind }) => kind === 'trigger')
      .map(({ id = '', type = '', value }) => [id, type, isDisabled(value)]),
  })
}

const labelsOf = (document: YamlDocument): [string, string][] => {
  const labels = isMapValue(document.value) ? document.value['labels'] : undefined
  if (!Array.isArray(labels))
    return Object.keys(isMapValue(labels) ? labels : {}).map((key) => [key, textAt(document, ['labels', key])])
  return labels.map((_, index) => [
    textAt(document, ['labels', index, 'key']),
    textAt(document, ['labels', index, 'value']),
  ])
}

const textAt = (document: YamlDocument, path: readonly (string | number)[]): string => document.textOf(path) ?? ''

const sorted = (contents: Contents): Contents => ({
  ...contents,
  labels: contents.labels.toSorted(byText),
  tasks: contents.tasks.toSorted(byText),
})

const byText = (a: readonly string[], b: readonly string[]): number => (a.join('\n') < b.join('\n') ? -1 : 1)
