import type { MapNode } from '../../flow/map-value.ts'
import { closestWord } from '../../text/closest-word.ts'
import type { FindingReader } from './finding.ts'

/** `Unrecognized field "nope" (class X), not marked as ignorable (n known properties: …)`. */
export const readUnknownProperty: FindingReader = (text, { nodes }) => {
  const [, property, className] = /^Unrecognized field "(.*?)" \(class ([\w.$]+)\)/.exec(text) ?? []
  if (property === undefined || className === undefined) return undefined
  const known = [...(/known properties: (.*)\]?\)/s.exec(text)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  )
  const [node] = nodes
    .filter(({ value }) => Object.hasOwn(value, property))
    .sort((left, right) => closeness(right, className) - closeness(left, className))
  return [
    {
      code: 'unknown-property',
      message: `Unrecognized field "${property}" (class ${className})`,
      hint: hintOf(property, known),
      place: node && { path: [...node.path, property], part: 'key' },
    },
  ]
}

const hintOf = (property: string, known: readonly string[]): string => {
  const closest = closestWord(property, known)
  if (closest !== undefined) return `Did you mean \`${closest}\`?`
  return known.length > 0 ? `Known properties: ${[...known].sort().join(', ')}.` : 'Correct or remove it.'
}

/** How well a node fits the class: the type itself, its simple name (an alias), the flow, a node without a type. */
const closeness = ({ path, value }: MapNode, className: string): number => {
  const type = typeof value['type'] === 'string' ? value['type'] : undefined
  if (path.length === 0) return /\.Flow(?:WithSource)?$/.test(className) ? 4 : 0
  if (type === className) return 3
  if (type !== undefined && simpleName(type) === simpleName(className)) return 2
  return type === undefined ? 1 : 0
}

const simpleName = (type: string): string | undefined => type.split(/[.$]/).at(-1)
