import { readContextReferences } from '../../flow/context-references.ts'
import type { Diagnostic } from '../../flow/diagnostic.ts'
import { findFlowMentions } from '../../flow/flow-references.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { readsIn } from '../../pebble/pebble-names.ts'
import type { PebbleExpression } from '../../pebble/pebble-tree.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { diagnosticIn, type FlowRule, infoWhereIdle } from '../checked-flow.ts'
import { CONTEXT_ROOTS } from '../expressions/context-table.ts'
import { shown } from './java-texts.ts'

/**
 * Variables that hold an expression, where they are read without `render()`: what comes out are the braces
 * (docs/facts/kestra.md, "Inputs and values").
 */
export const checkUnrendered: FlowRule = (flow) => {
  const { variables } = flow.value
  if (!isMapValue(variables) || !holdsTemplates(variables)) return []
  return flow.texts.flatMap((expression): readonly Diagnostic[] => {
    const { text, parts, seesExecution } = expression
    if (!seesExecution) return []
    const rendered = parts.flatMap((part) => ('given' in part && RENDERS.has(part.name) ? part.given : []))
    return readContextReferences(text)
      .filter(({ root, start }) => root === 'vars' && !rendered.some((span) => span.start <= start && start < span.end))
      .flatMap(({ names, start }) => {
        const value = names.reduce<unknown>((at, { name }) => (isMapValue(at) ? at[name] : undefined), variables)
        if (typeof value !== 'string' || !isOfKestra(value)) return []
        const name = names.map((each) => each.name).join('.')
        const message = `The variable "${name}" is "${shown(value)}", and is not rendered here.`
        const hint = `Write \`render(vars.${name})\`.`
        const end = names.at(-1)?.end ?? start
        return [diagnosticIn(flow, expression, { code: 'not-rendered', message, hint, start, end })]
      })
  })
}

const RENDERS = new Set(['render', 'renderOnce'])

const holdsTemplates = (value: unknown): boolean =>
  typeof value === 'string' ? isTemplate(value) : isMapValue(value) && Object.values(value).some(holdsTemplates)

/** It names something of an execution; other languages of templates have braces as well. */
const isOfKestra = (text: string): boolean => {
  const template = isTemplate(text) ? parsePebble(text) : undefined
  return template !== undefined && !('says' in template) && template.tags.some(({ value }) => isOurs(value))
}

const FUNCTIONS = new Set(['now', 'secret', 'kv', 'read', 'fileURI', 'uuid', 'envs', 'render'])

const isOurs = (expression: PebbleExpression): boolean =>
  readsIn(expression).some(
    ({ of }) =>
      (of.kind === 'function' && FUNCTIONS.has(of.name)) || (of.kind === 'variable' && CONTEXT_ROOTS.has(of.name)),
  )

/** The flows that a Flow trigger listens to are read as they are written. */
export const checkListened: FlowRule = (flow) =>
  findFlowMentions(flow.document, flow.nodes)
    .filter(({ node, relation }) => relation === 'flow-trigger' && node.kind === 'trigger')
    .flatMap(({ path, namespace, id }): readonly Diagnostic[] => {
      const written = [
        { at: namespace?.path, text: namespace?.text },
        { at: [...path, 'flowId'], text: id },
      ]
      return written.flatMap(({ at, text }): readonly Diagnostic[] => {
        if (at === undefined || text === undefined || !isTemplate(text)) return []
        const message = `A Flow trigger does not render "${shown(text)}": no flow is called so, and it never fires.`
        const hint = 'Write the name itself.'
        return [{ code: 'not-rendered', path: at, message, hint, ...infoWhereIdle(flow, at) }]
      })
    })
