import type { MapNode } from '../map-nodes.ts'
import type { Finding, FindingReader } from './finding.ts'

/** `Invalid type: X`: the server stops at the first, so every node with this type is named. */
export const readInvalidType: FindingReader = (text, { nodes }) => {
  const type = /^Invalid type: (\S+?)\.?(?=\s|$)/.exec(text)?.[1]
  if (type === undefined) return undefined
  const findings = type === 'null' ? withoutType(nodes) : withType(nodes, type)
  return findings.length > 0 ? findings : [{ code: 'unknown-type', message: text }]
}

const withType = (nodes: readonly MapNode[], type: string): Finding[] =>
  nodes
    .filter((node) => node.value['type'] === type)
    .map(({ path }) => ({
      code: 'unknown-type',
      message: `Invalid type: ${type}`,
      hint: 'Correct the type, or install the plugin on the server.',
      place: { path: [...path, 'type'], part: 'value' },
    }))

/** A task or trigger without `type` reads as `Invalid type: null`: the element of a list that has an id and no type. */
const withoutType = (nodes: readonly MapNode[]): Finding[] =>
  nodes
    .filter(({ path, value }) => isListElement(path) && !Object.hasOwn(value, 'type') && Object.hasOwn(value, 'id'))
    .slice(0, 1)
    .map(({ path }) => ({
      code: 'missing-property',
      message: 'type: must not be null',
      place: { path, part: 'value' },
    }))

const isListElement = (path: MapNode['path']): boolean =>
  typeof path.at(-1) === 'number' && !['labels', 'inputs', 'outputs'].includes(String(path[0]))
