import { isMapValue, type MapValue, type NodePath } from '../yaml/map-value.ts'

/** A text that Kestra renders with the inputs, outputs and variables of an execution of this flow. */
export interface RenderedText {
  readonly text: string
  readonly path: NodePath
}

/** Triggers see another execution, or none; listeners are those of 0.x. */
const OTHER_CONTEXT = new Set<unknown>(['triggers', 'listeners'])
const CALLS_FLOW = /\.(?:Subflow|Flow|ForEachItem)$/

/**
 * The texts of a flow that may hold expressions about itself, in the order of the document. Left out is what is shown and not rendered
 * (descriptions), what another execution is seen in (triggers, the `outputs` of a subflow call), what people are asked by a waiting
 * task, and disabled tasks.
 */
export const renderedTexts = (flow: MapValue): readonly RenderedText[] => {
  const found: RenderedText[] = []
  const walk = (value: unknown, path: NodePath): void => {
    if (typeof value === 'string') found.push({ text: value, path })
    else if (Array.isArray(value)) value.forEach((item: unknown, index) => void walk(item, [...path, index]))
    else if (isMapValue(value) && !(path.length > 0 && value['disabled'] === true))
      for (const [key, child] of Object.entries(value)) if (isRendered(value, key, path)) walk(child, [...path, key])
  }
  walk(flow, [])
  return found
}

const isRendered = (parent: MapValue, key: string, path: NodePath): boolean => {
  const child = parent[key]
  if (path.length === 0) return !OTHER_CONTEXT.has(key) && key !== 'description'
  if (['description', 'displayName'].includes(key)) return parent['id'] === undefined
  if (key === 'onResume' || (key === 'inputs' && Array.isArray(child))) return false
  const { type } = parent
  return !(key === 'outputs' && typeof type === 'string' && CALLS_FLOW.test(type))
}
