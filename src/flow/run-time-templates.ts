import { parsePebble } from '../pebble/parse-pebble.ts'
import { partsIn } from '../pebble/pebble-tree.ts'
import { type NodePath, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type CallAnywhere, givenFor, NAMESPACE_FUNCTIONS, readCallsAnywhere } from './function-calls.ts'

/** A location that renders a text known at run time only. Calls in that text are not visible in the flow. */
export interface RunTimeTemplate {
  readonly path: NodePath
  /** The function that renders the text. */
  readonly name: string
}

/** The functions that render a text as a template. */
export const RENDER_FUNCTIONS: ReadonlySet<string> = new Set(['render', 'renderOnce'])

/**
 * The calls of `render` and `renderOnce` whose argument is not one of these:
 * - a plain text
 * - a variable of the flow
 * - `read('path')` of an own namespace file whose text, given by `fileText`, names no other namespace
 *
 * If there is any call of these functions, also each text that builds an expression from parts of braces and may be rendered.
 */
export const findRunTimeTemplates = (
  document: YamlDocument,
  fileText: (path: string) => string | undefined = () => undefined,
): readonly RunTimeTemplate[] => {
  const texts = textsIn(document.value).map((placed) => ({
    ...placed,
    calls: readCallsAnywhere(placed.text, RENDER_FUNCTIONS).filter(({ isInTag }) => isInTag),
  }))
  const name = texts.flatMap(({ calls }) => calls.map((call) => call.name))[0]
  if (name === undefined) return []
  return texts.flatMap(({ calls, ...placed }): RunTimeTemplate[] => {
    const { path } = placed
    const unknown = calls.find((call) => !isWrittenOut(call, fileText))
    if (unknown !== undefined) return [{ path, name: unknown.name }]
    const mayBeRendered = path[0] === 'variables' || calls.length > 0
    return mayBeRendered && buildsExpression(placed.text) ? [{ path, name }] : []
  })
}

const isWrittenOut = ({ given }: CallAnywhere, fileText: (path: string) => string | undefined): boolean =>
  given?.every(
    ({ name, text, expression }) =>
      name === 'recursive' ||
      text !== undefined ||
      VARIABLE.test(expression) ||
      staysInNamespace(fileText(FILE.exec(expression)?.[2] ?? '')),
  ) === true

/** `read('path')` of a file in the flow's own namespace. */
const FILE = /^read\(\s*(['"])([^'"]+)\1\s*\)$/
const CALLS: ReadonlySet<string> = new Set([...NAMESPACE_FUNCTIONS, ...RENDER_FUNCTIONS])

/** True for a text without a call that could name another namespace when it is rendered. */
const staysInNamespace = (text: string | undefined): boolean =>
  text !== undefined &&
  readCallsAnywhere(text, CALLS).every(
    ({ name, given }) =>
      !RENDER_FUNCTIONS.has(name) && given !== undefined && givenFor({ name, given }, 'namespace') === undefined,
  ) &&
  !buildsExpression(text)

/** `vars.name` and its fields; `true` and `false` are values of the second parameter. */
const VARIABLE = /^(?:vars(?:\s*\.\s*\w+|\s*\[[^\]()]*\])+|true|false)$/

/** True if an expression contains a quoted text whose braces do not match, as in `'{' ~ '{ kv(…) }'`. */
const buildsExpression = (text: string): boolean => {
  const template = parsePebble(text)
  if ('says' in template) return false
  const parts = template.tags.flatMap(({ value }) => partsIn(value))
  return parts.some(
    (part) => part.kind === 'literal' && typeof part.value === 'string' && !hasMatchingBraces(part.value),
  )
}

const hasMatchingBraces = (text: string): boolean => {
  let depth = 0
  for (const sign of text) {
    if (sign === '{') depth += 1
    if (sign === '}') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}
