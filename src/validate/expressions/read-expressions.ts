import { mayBeRendered, type RenderedText, renderedTexts } from '../../flow/context-references.ts'
import type { CheckedFlow } from '../../flow/diagnostic.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import {
  expressionsIn,
  type PebbleExpression,
  type PebbleFault,
  type PebbleTemplate,
} from '../../pebble/pebble-tree.ts'
import { isDisabled, isMapValue, type NodePath, walkTexts } from '../../yaml/map-value.ts'

/** A text of a flow that Kestra renders, with its braces read. */
export interface ExpressionText extends RenderedText {
  readonly template: PebbleTemplate | undefined
  /** Where there is no template. */
  readonly fault: PebbleFault | undefined
  /** Every part of every expression, parents first. */
  readonly parts: readonly PebbleExpression[]
  /** It sees this execution; triggers see another, or none. */
  readonly seesExecution: boolean
}

/** What reads these gets them as they are. */
const NOT_RENDERED = new Set<unknown>(['variables', 'labels'])

/** The texts of a flow that hold tags and that Kestra renders when it runs (docs/facts/kestra.md, "What is rendered"). */
export const readExpressions = (flow: CheckedFlow): readonly ExpressionText[] => [
  ...renderedTexts(flow.value)
    .filter(({ path }) => !NOT_RENDERED.has(path[0]))
    .flatMap((text) => read(text, true)),
  ...triggerTexts(flow).flatMap((text) => read(text, false)),
]

const read = (rendered: RenderedText, seesExecution: boolean): readonly ExpressionText[] => {
  const { text } = rendered
  if (!mayBeRendered(text)) return []
  const parsed = parsePebble(text)
  if ('says' in parsed) return [{ ...rendered, template: undefined, fault: parsed, parts: [], seesExecution }]
  return [{ ...rendered, template: parsed, fault: undefined, parts: expressionsIn(parsed), seesExecution }]
}

/** Of those that are not disabled. */
const triggerTexts = (flow: CheckedFlow): readonly RenderedText[] => {
  const found: RenderedText[] = []
  walkTexts(flow.value, (text, path) => {
    const [root, index] = path
    if (root !== 'triggers' || path.at(-1) === 'description') return
    const trigger = typeof index === 'number' ? listed(flow.value['triggers'], index) : undefined
    if (isMapValue(trigger) && !isDisabled(trigger)) found.push({ text, path: [...path] satisfies NodePath })
  })
  return found
}

const listed = (list: unknown, index: number): unknown => (Array.isArray(list) ? list[index] : undefined)
