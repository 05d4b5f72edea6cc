import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { problemCodes } from '../../../finding/problem-codes.ts'
import { missingInputs } from '../../../flow/declarations.ts'
import { type FlowReference, findFlowReferences } from '../../../flow/flow-references.ts'
import { closestWord, didYouMean } from '../../../text/closest-word.ts'
import { joined } from '../../../text/lists.ts'
import { isDisabled, type MapValue } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, infoWhereIdle, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { type FlowLocation, locationsOf, type SymbolIndex } from '../../symbol-index.ts'
import { checkPassed, checkPassedNames, checkPassedTypes, fixedValue } from '../values/passed-values.ts'

export default defineRule({
  codes: {
    'unknown-flow': {
      ...problemCodes['unknown-flow'],
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: chlid
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
      },
    },
    'listens-to-nothing': {
      severity: 'warning',
      title: 'A trigger that listens to a flow that exists nowhere',
      why: 'Neither this tree nor the server has the flow: the trigger never fires for it.',
      fix: 'Correct the namespace or id, or add the flow.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: after
              type: io.kestra.plugin.core.trigger.Flow
              dependsOn:
                - namespace: company.team
                  flowId: others
          ---
          id: other
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: after
              type: io.kestra.plugin.core.trigger.Flow
              dependsOn:
                - namespace: company.team
                  flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
      },
    },
    'foreign-flow': {
      severity: 'info',
      title: 'A flow that only the server has',
      why: 'It works now, but the owner of that flow can change or remove it without notice to this repository.',
      fix: 'Nothing, if this is intended.',
      examples: {
        context: { hasServer: true, onServer: ['billing'] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: billing
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
    'disabled-flow': {
      ...FAILS_WHEN_RUN,
      title: 'A call of a flow that is disabled',
      why: 'The called flow has `disabled: true`: the task fails, because Kestra does not start it.',
      fix: 'Enable the called flow, or remove the call.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: asleep
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          ---
          id: asleep
          namespace: company.team
          disabled: true
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          ---
          id: asleep
          namespace: company.team
          disabled: true
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
      },
    },
    'revision-pin': {
      severity: 'warning',
      title: 'A call that is pinned to one revision',
      why: 'A pinned call keeps running the old revision after each deploy of the called flow.',
      fix: 'Remove `revision:` to call the current one.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
              revision: 3
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
    'missing-input': {
      ...FAILS_WHEN_RUN,
      title: 'A required input that a caller does not pass',
      why: 'The called flow has an input that is required and has no default: the call fails.',
      fix: 'Pass the input, or give it a default.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
              inputs:
                who: me
          ---
          id: child
          namespace: company.team
          inputs:
            - id: count
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
              inputs:
                count: 5
          ---
          id: child
          namespace: company.team
          inputs:
            - id: count
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
      },
    },
    'unknown-input': {
      severity: 'warning',
      title: 'An input that the called flow does not have',
      why: 'Kestra ignores the value; it is often a misspelt or renamed input.',
      fix: 'Correct the name or remove it.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              defaults: 1
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                cuont: 5
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              defaults: 1
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                count: 5
        `,
      },
    },
    'invalid-input': {
      ...FAILS_WHEN_RUN,
      title: 'A value that the called flow does not accept',
      why: 'The passed value is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`: the call fails.',
      fix: 'Pass a value of the type of the input.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: INT
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                count: five
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: INT
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                count: 5
        `,
      },
    },
  },
  flow: (flow, known) => checkReferences(flow, known),
})

/**
 * Checks the flows that a flow calls or listens to: whether they exist, whether a call is pinned to a revision, and whether the passed
 * inputs are those of the called flow.
 */
const checkReferences: FlowRule = (flow, known) =>
  findFlowReferences(flow.document, flow.nodes)
    .filter(({ namespace, id }) => namespace !== flow.document.namespace || id !== flow.document.id)
    .flatMap((reference) => {
      const { namespace, id, path } = reference
      const about = locationsOf.flow(namespace, id)
      const found = [
        ...existence(reference, known),
        ...disabledFlow(reference, known),
        ...revisionPin(reference),
        ...passedInputs(reference, known, flow),
      ]
      return found.map((finding) => ({ ...finding, ...infoWhereIdle(flow, path), about }))
    })

/** How the sentence about a flow ends, by where the flow was found. */
const WHERE: Readonly<Record<Exclude<FlowLocation, 'tree'>, string>> = {
  server: 'is on the server but not in this tree',
  kept: 'is no longer in this tree. It stays on the server, because nothing is deleted there',
  deleted: 'is no longer in this tree, and is deleted from the server',
  nowhere: 'is neither in this tree nor on the server',
  unknown: 'is not in this tree; whether the server has it is not known',
}

const HINTS: Readonly<Partial<Record<FlowLocation, string>>> = {
  kept: 'Restore the flow in the tree, or remove the reference.',
  deleted: 'Remove the reference, or restore the flow in the tree.',
}

const existence = ({ relation, namespace, id, path }: FlowReference, known: SymbolIndex): readonly RuleFinding[] => {
  const foundIn = known.whereIs(namespace, id)
  if (foundIn === 'tree') return []
  const isHeard = relation === 'flow-trigger'
  const message = `The flow "${namespace}.${id}", which this ${isHeard ? 'trigger listens to' : 'task calls'}, ${WHERE[foundIn]}.`
  const at = { path: [...path, 'flowId'], message, hint: HINTS[foundIn] }
  if (foundIn === 'server' || foundIn === 'kept') return [{ code: 'foreign-flow', ...at }]
  const code = isHeard ? 'listens-to-nothing' : 'unknown-flow'
  if (foundIn === 'deleted') return [{ code, ...at }]
  const severity = foundIn === 'unknown' ? 'info' : undefined
  return [{ code, ...at, ...likelyFlow({ namespace, id, path }, known), severity }]
}

/** A hint for the flow that was probably intended: one with the same id in another namespace, otherwise one with a similar id. */
const likelyFlow = (
  { namespace, id, path }: Pick<FlowReference, 'namespace' | 'id' | 'path'>,
  known: SymbolIndex,
): Pick<RuleFinding, 'path' | 'hint'> => {
  const namespaces = known.namespacesOf(id)
  if (namespaces.length > 0) {
    const hint = `A flow of that id is in ${joined(namespaces.slice(0, 3).map((name) => `\`${name}\``))}.`
    return { path: [...path, 'namespace'], hint }
  }
  const near = closestWord(id, known.idsIn(namespace))
  return near === undefined ? {} : { hint: didYouMean(near) }
}

const disabledFlow = (
  { relation, namespace, id, path, revision }: FlowReference,
  known: SymbolIndex,
): readonly RuleFinding[] => {
  if (relation === 'flow-trigger' || revision !== undefined || !isDisabled(known.flowOf(namespace, id)?.document.value))
    return []
  const message = `The flow "${namespace}.${id}", which this task calls, is disabled.`
  return [{ code: 'disabled-flow', path: [...path, 'flowId'], message }]
}

const revisionPin = ({ namespace, id, path, revision }: FlowReference): readonly RuleFinding[] => {
  if (revision === undefined) return []
  const message = `This call runs revision ${revision} of "${namespace}.${id}", whatever is deployed later.`
  return [{ code: 'revision-pin', path: [...path, 'revision'], message }]
}

/** Limit of findings for one call, because thousands of calls can lack thousands of inputs. */
const MOST_MISSING = 20

const passedInputs = (
  { relation, namespace, id, path, inputs = {} }: FlowReference,
  known: SymbolIndex,
  flow: RuleContext,
): readonly RuleFinding[] => {
  const declared = relation === 'flow-trigger' ? undefined : known.flowOf(namespace, id)?.inputs
  if (!declared) return []
  const { count, first } = missingInputs(declared, inputs, MOST_MISSING)
  const missing = [
    ...first.map((input) => `needs the input "${input}", which this call does not pass`),
    ...(count > MOST_MISSING ? [`needs ${count - MOST_MISSING} more inputs, which this call does not pass`] : []),
  ]
  const decided = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, fixedValue(flow, value)]))
  const passed = (values: MapValue) => ({ values, path: [...path, 'inputs'], whose: `"${namespace}.${id}"` })
  return [
    ...missing.map((what): RuleFinding => {
      const message = `"${namespace}.${id}" ${what}.`
      return { code: 'missing-input', path: [...path, 'inputs'], part: 'key', message }
    }),
    ...checkPassedNames(passed(inputs), declared.byId, (name) => `"${namespace}.${id}" has no input "${name}".`),
    ...checkPassed(passed(decided), declared.byId, flow.version),
    ...checkPassedTypes(flow, passed(inputs), declared.byId),
  ]
}
