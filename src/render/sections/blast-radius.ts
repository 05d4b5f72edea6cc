import type { FlowEdge } from '../../plan/plan.ts'
import { visibleLine } from '../../text/visible.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown.ts'
import type { PlanContext } from './section-context.ts'

/** Edges in the graph. Mermaid allows 500, but a phone shows far fewer. */
const MAX_EDGES = 40
const MAX_LABEL_LENGTH = 80

/** The verb of an edge, from its first flow to its second. */
export const RELATION: Readonly<Record<FlowEdge['relation'], string>> = {
  subflow: 'runs',
  'for-each-item': 'runs for each item',
  'flow-trigger': 'listens to',
}

/**
 * A Mermaid graph of the changed flows and the flows that call or listen to them. Changed flows are labelled and have a
 * thick border.
 */
export const blastRadiusSection = ({ plan }: PlanContext): readonly Section[] => {
  const edges = plan.edges.slice(0, MAX_EDGES)
  if (edges.length === 0) return []
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
  const changed = new Set(plan.resources.map(({ namespace, name }) => `${namespace}/${name}`))
  const node = (name: string) => `n${names.indexOf(name)}`
  const lines = [
    'graph LR',
    ...names.map((name) => `  ${node(name)}["${mermaidLabel(name)}${changed.has(name) ? ' (changed)' : ''}"]`),
    ...edges.map(({ from, to, relation }) => `  ${node(from)} -->|${RELATION[relation]}| ${node(to)}`),
    '  classDef changed stroke-width:4px',
    ...names.filter((name) => changed.has(name)).map((name) => `  class ${node(name)} changed`),
  ]
  const rest = plan.edges.length - edges.length
  const more = rest > 0 ? `\n\n${rest} more connections are in the job summary.` : ''
  const graph = `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`${more}`
  return [{ title: '', body: md.details('Who calls or listens', graph), priority: 3, noun: 'graph' }]
}

/** Encodes everything but letters, digits and a few signs as Mermaid expects it inside quotes: `#60;`. */
const mermaidLabel = (name: string): string =>
  visibleLine(name.replace(/\/(?=[^/]*$)/, '.'), MAX_LABEL_LENGTH).replace(
    /[^\p{L}\p{N} ._/-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  )
