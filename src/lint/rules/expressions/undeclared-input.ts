import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import {
  type ContextReference,
  type ContextRoot,
  readContextReferences,
  renderedTexts,
} from '../../../flow/context-references.ts'
import { idsReadDifferently } from '../../../flow/ids-read-differently.ts'
import { closestWord, didYouMean, suggestions } from '../../../text/closest-word.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, findingIn } from '../../rule-context.ts'
import type { FindingCode, RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'undeclared-input': {
      ...FAILS_WHEN_RUN,
      title: 'An expression with an input that the flow does not have',
      why: '`{{ inputs.name }}` names no input of the flow. Kestra stores the flow; the expression fails.',
      fix: "Correct the name, declare the input, or write `{{ inputs.name ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ inputs.whom }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ inputs.who }}"
        `,
      },
    },
    'undeclared-output': {
      ...FAILS_WHEN_RUN,
      title: 'An expression with the output of a task that the flow does not have',
      why: '`{{ outputs.task.property }}` names no task of the flow. Kestra stores the flow; the expression fails.',
      fix: "Correct the id of the task, or write `{{ outputs.task.property ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.frist.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.first.value }}"
        `,
      },
    },
    'undeclared-variable': {
      ...FAILS_WHEN_RUN,
      title: 'An expression with a variable that the flow does not have',
      why: '`{{ vars.name }}` is neither in the `variables` of the flow nor set by its `SetVariables` tasks. Kestra stores the flow; the expression fails. Variables of a namespace are in `namespace`, those of the server in `globals`.',
      fix: 'Correct the name, or declare the variable.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          variables:
            color: red
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ vars.colour }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          variables:
            color: red
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ vars.color }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkExpressions(flow, known),
})

const ROOTS = {
  inputs: { code: 'undeclared-input', noun: 'input' },
  outputs: { code: 'undeclared-output', noun: 'task' },
  vars: { code: 'undeclared-variable', noun: 'variable' },
} as const satisfies Record<ContextRoot, { readonly code: FindingCode; readonly noun: string }>

/**
 * Reports inputs, outputs and variables that an expression reads and the flow does not declare. Kestra stores the flow,
 * and the task fails (docs/internals/facts/kestra.md, "Expressions"). A name that is guarded once (`??`, `is defined`)
 * is not reported anywhere in the flow.
 */
const checkExpressions: FlowRule = (flow) => {
  const all = renderedTexts(flow.value).flatMap((text) =>
    readContextReferences(text.text).map((reference) => ({ text, reference })),
  )
  const guarded = new Set(all.flatMap(({ reference }) => (reference.isGuarded ? [firstName(reference)] : [])))
  const nearest = {
    inputs: suggestions(closestWord),
    outputs: suggestions(closestWord),
    vars: suggestions(closestWord),
  }
  const misread = idsReadDifferently(flow)
  return all.flatMap(({ text, reference }): readonly RuleFinding[] => {
    const { root, start } = reference
    const declared = flow.declared[root]
    const last = declared && firstUndeclared(reference, declared)
    if (declared === undefined || last === undefined || guarded.has(firstName(reference))) return []
    const { name, end } = last
    const { code, noun } = ROOTS[root]
    const message = `The flow has no ${noun} "${name}".`
    const hint = misreadHint(name, misread) ?? hintFor(reference, declared, () => nearest[root](name, () => declared))
    return [findingIn(flow, text, { code, message, hint, start, end })]
  })
}

/** A hint for an id without quotes that YAML reads as another text. */
const misreadHint = (name: string, misread: ReadonlyMap<string, string>): string | undefined => {
  const text = misread.get(name)
  return text && `Write ${JSON.stringify(name)} where it is declared: YAML reads the id \`${name}\` as "${text}".`
}

const firstName = ({ root, names }: ContextReference): string => `${root}.${names[0]?.name}`

const hintFor = (
  { root, hyphenated }: ContextReference,
  declared: ReadonlySet<string>,
  nearest: () => string | undefined,
): string | undefined => {
  if (hyphenated !== undefined && declared.has(hyphenated))
    return `Write \`${root}['${hyphenated}']\`: a hyphen subtracts.`
  const near = nearest()
  return didYouMean(near && referenceText(root, near))
}

/**
 * The shortest prefix of a reference that matches no declared id, with its end: `a.b` of `inputs.a.b.c` if only `a.d`
 * is an input. Names below a complete id belong to its value.
 */
const firstUndeclared = ({ root, names }: ContextReference, declared: ReadonlySet<string>) => {
  const beginnings = root === 'inputs' ? beginningsOf(declared) : undefined
  let known = ''
  for (const { name, end } of root === 'inputs' ? names : names.slice(0, 1)) {
    const own = known + name
    if (declared.has(own)) return undefined
    known = `${own}.`
    if (beginnings?.has(own) !== true) return { name: own, end }
  }
  return undefined
}

const beginningsByIds = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

/** The prefixes of all ids: `a` and `a.b` for the id `a.b.c`. */
const beginningsOf = (ids: ReadonlySet<string>): ReadonlySet<string> => {
  const known = beginningsByIds.get(ids)
  if (known !== undefined) return known
  const beginnings = new Set([...ids].flatMap((id) => [...id.matchAll(/\./g)].map(({ index }) => id.slice(0, index))))
  beginningsByIds.set(ids, beginnings)
  return beginnings
}

/** The reference to a name in an expression. */
const referenceText = (root: ContextRoot, name: string): string =>
  /^[A-Za-z_][\w.]*$/.test(name) ? `${root}.${name}` : `${root}['${name}']`
