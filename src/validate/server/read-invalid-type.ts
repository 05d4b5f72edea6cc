import { isMapValue, type MapNode } from '../../flow/map-value.ts'
import type { Finding, FindingReader } from './finding.ts'

/** `Invalid type: X`: the server stops at the first, so every node with this type is named. */
export const readInvalidType: FindingReader = (text, { nodes }) => {
  const type = /^Invalid type:(?: (.*))?$/m.exec(text)?.[1]
  if (type === undefined && !text.startsWith('Invalid type:')) return undefined
  const findings = type === 'null' || type === '<null>' ? withoutType(nodes) : withType(nodes, type ?? '')
  return findings.length > 0 ? findings : [{ code: 'unknown-type', message: text }]
}

const withType = (nodes: readonly MapNode[], type: string): Finding[] =>
  nodes
    .filter(({ value }) => Object.hasOwn(value, 'type') && String(value['type']) === type)
    .map(({ path }) => ({
      code: 'unknown-type',
      message: `Invalid type: ${type}`,
      hint: 'Correct the type, or install the plugin on the server.',
      place: { path: [...path, 'type'], part: 'value' },
    }))

/** A node without `type`, or with one that is no text, reads as `Invalid type: null`: the first such node. */
const withoutType = (nodes: readonly MapNode[]): Finding[] =>
  nodes
    .filter(({ path, value }) => !isText(value['type']) && !isMapValue(value['task']) && needsType(path))
    .slice(0, 1)
    .map(({ path, value }) => ({
      code: 'missing-property',
      message: 'type: must not be null',
      place: { path: (value['type'] ?? undefined) === undefined ? path : [...path, 'type'], part: 'value' },
    }))

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** Elements of lists, but for those that wrap a task (Dag) or are no plugin at all; the task of a Dag; a retry. */
const needsType = (path: MapNode['path']): boolean => {
  if (['labels', 'variables', 'checks', 'concurrency'].includes(String(path[0]))) return false
  return path.at(-1) === 'task' || path.at(-1) === 'retry' || typeof path.at(-1) === 'number'
}
