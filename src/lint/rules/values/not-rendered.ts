import { readContextReferences } from '../../../flow/context-references.ts'
import { findFlowMentions } from '../../../flow/flow-references.ts'
import { RENDER_FUNCTIONS } from '../../../flow/run-time-templates.ts'
import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { parsePebble } from '../../../pebble/parse-pebble.ts'
import { readsIn } from '../../../pebble/pebble-names.ts'
import type { PebbleExpression } from '../../../pebble/pebble-tree.ts'
import { isMapValue } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, findingIn, infoWhereIdle } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { holdsTemplate } from '../../values/fits-input.ts'
import { shown } from '../../values/java-texts.ts'
import { CONTEXT_ROOTS } from '../expressions/context-table.ts'

export default defineRule({
  codes: {
    'not-rendered': {
      severity: 'warning',
      title: 'An expression that nothing renders',
      why: 'A variable with an expression keeps its braces unless `render()` reads it. The flow names of a Flow trigger, and texts without braces, are used as written. A server can be set to render variables by itself (`recursive-rendering`).',
      fix: 'Read the variable with `{{ render(vars.name) }}`; in other places write the text without braces.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          variables:
            day: "{{ flow.id }}"
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ vars.day }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          variables:
            day: "{{ flow.id }}"
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ render(vars.day) }}"
        `,
      },
    },
  },
  flow: (flow, known) => [...checkUnrendered(flow, known), ...checkListened(flow, known)],
})

/**
 * Reports variables with an expression that are read without `render()`: the result contains the braces
 * (docs/internals/facts/kestra.md, "Inputs and values").
 */
const checkUnrendered: FlowRule = (flow) => {
  const { variables } = flow.value
  if (!isMapValue(variables) || !holdsTemplate(variables)) return []
  return flow.texts.flatMap((expression): readonly RuleFinding[] => {
    const { text, parts, seesExecution } = expression
    if (!seesExecution) return []
    const rendered = parts.flatMap((part) => ('given' in part && RENDER_FUNCTIONS.has(part.name) ? part.given : []))
    return readContextReferences(text)
      .filter(({ root, start }) => root === 'vars' && !rendered.some((span) => span.start <= start && start < span.end))
      .flatMap(({ names, start }) => {
        const value = names.reduce<unknown>((at, { name }) => (isMapValue(at) ? at[name] : undefined), variables)
        if (typeof value !== 'string' || !isOfKestra(value)) return []
        const name = names.map((each) => each.name).join('.')
        const message = `The variable "${name}" is "${shown(value)}", and is not rendered here.`
        const hint = `Write \`render(vars.${name})\`.`
        const end = names.at(-1)?.end ?? start
        return [findingIn(flow, expression, { code: 'not-rendered', message, hint, start, end })]
      })
  })
}

/** True for an expression that uses the context of an execution. Other template languages also use braces. */
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

/** Reports templates in the names of flows that a Flow trigger listens to: Kestra does not render them. */
const checkListened: FlowRule = (flow) =>
  findFlowMentions(flow.document, flow.nodes)
    .filter(({ node, relation }) => relation === 'flow-trigger' && node.kind === 'trigger')
    .flatMap(({ path, namespace, id }): readonly RuleFinding[] => {
      const written = [
        { at: namespace?.path, text: namespace?.text },
        { at: [...path, 'flowId'], text: id },
      ]
      return written.flatMap(({ at, text }): readonly RuleFinding[] => {
        if (at === undefined || text === undefined || !isTemplate(text)) return []
        const message = `A Flow trigger does not render "${shown(text)}": no flow has this name, so it never fires.`
        const hint = 'Write the name itself.'
        return [{ code: 'not-rendered', path: at, message, hint, ...infoWhereIdle(flow, at) }]
      })
    })
