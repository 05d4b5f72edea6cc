import { readContextReferences } from '../../../flow/context-references.ts'
import { flowInputs, missingInputs } from '../../../flow/declarations.ts'
import { walkTasks } from '../../../flow/walk-tasks.ts'
import type { Suite, SuiteCase } from '../../../suites/suite.ts'
import { closestWord, didYouMean, suggestion } from '../../../text/closest-word.ts'
import { joined } from '../../../text/lists.ts'
import { isMapValue, type NodePath, textsIn, valueAt } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import type { SymbolIndex } from '../../symbol-index.ts'

export default defineRule({
  codes: {
    'suite-unknown-flow': {
      severity: 'warning',
      title: 'A suite for a flow that does not exist',
      why: 'None of its cases can run.',
      fix: 'Correct `namespace` or `flowId`, or remove the suite with its flow.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: dialy
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
      },
    },
    'suite-unknown-task': {
      severity: 'warning',
      title: 'A case that names a task or trigger that its flow does not have',
      why: 'Kestra ignores the fixture, so the intended task runs for real. An assertion on its outputs cannot hold.',
      fix: 'Write the id as the flow has it.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  taskId: hallo
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  taskId: hello
                  equalTo: ok
        `,
      },
    },
    'suite-unknown-input': {
      severity: 'warning',
      title: 'A case with an input that its flow does not have, or without a required one',
      why: 'Kestra ignores an input that the flow does not declare, and starts no execution without a required one.',
      fix: 'Give the inputs that the flow declares.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  dya: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
      },
    },
  },
  suite: (suite, known) => checkAgainstFlow(suite, known),
})

/** Checks the names that a suite uses of its flow: the flow, its tasks, triggers and inputs. */
const checkAgainstFlow = (suite: Suite, known: SymbolIndex): readonly RuleFinding[] => {
  const { namespace, flowId } = suite
  if (namespace === '' || flowId === '') return []
  const foundIn = known.whereIs(namespace, flowId)
  const flow = known.flowOf(namespace, flowId)?.document
  if (foundIn === 'deleted') return [deletedFlow(suite)]
  if (foundIn === 'nowhere' || foundIn === 'unknown') return [unknownFlow(suite, known)]
  return flow === undefined || !isMapValue(flow.value)
    ? []
    : suite.cases.flatMap((each) => checkCase(suite, each, flow))
}

const deletedFlow = ({ namespace, flowId }: Suite): RuleFinding => ({
  code: 'suite-unknown-flow',
  path: ['flowId'],
  message: `The flow \`${namespace}.${flowId}\` is no longer in this tree, and is deleted from the server.`,
  hint: 'Remove the suite, or put the flow back into the tree.',
})

const unknownFlow = ({ namespace, flowId }: Suite, known: SymbolIndex): RuleFinding => {
  const near = closestWord(flowId, known.idsIn(namespace))
  const [other] = known.namespacesOf(flowId)
  const intended = near ?? (other === undefined ? undefined : `${other}.${flowId}`)
  return {
    code: 'suite-unknown-flow',
    path: ['flowId'],
    message: `There is no flow \`${namespace}.${flowId}\` in this tree.`,
    hint: didYouMean(intended),
  }
}

const MOST_MISSING = 5

const checkCase = ({ document }: Suite, each: SuiteCase, flow: YamlDocument): readonly RuleFinding[] => {
  const nodes = walkTasks(flow)
  const tasks = nodes.flatMap(({ kind, id }) => (kind === 'task' && id !== undefined ? [id] : []))
  const triggers = nodes.flatMap(({ kind, id }) => (kind === 'trigger' && id !== undefined ? [id] : []))
  // A plugin's task may contain tasks that are not visible here.
  const named = (what: 'task' | 'trigger', id: string, path: NodePath): readonly RuleFinding[] => {
    const ids = what === 'task' ? tasks : triggers
    if (id === '' || ids.includes(id)) return []
    const message = `The flow has no ${what} \`${id}\`.`
    return [{ code: 'suite-unknown-task', path, message, hint: suggestion(id, ids) }]
  }
  return [
    ...checkInputs(each, flow),
    ...each.tasks.flatMap(({ id, path }) => named('task', id, [...path, 'id'])),
    ...(each.trigger === undefined ? [] : named('trigger', each.trigger.id, [...each.trigger.path, 'id'])),
    ...each.assertions.flatMap(({ taskId = '', path }) => named('task', taskId, [...path, 'taskId'])),
    // A ForEachItem adds tasks of its own: `each_items`, `each_merge`.
    ...outputsRead(document, each)
      .filter(({ id }) => !tasks.some((task) => id.startsWith(`${task}_`)))
      .flatMap(({ id, path }) => named('task', id, path)),
  ]
}

const checkInputs = ({ inputs, path }: SuiteCase, flow: YamlDocument): readonly RuleFinding[] => {
  const declared = flowInputs(flow.value)
  if (declared === undefined) return []
  const at = { code: 'suite-unknown-input', path: [...path, 'fixtures', 'inputs'], part: 'key' } as const
  const unknown = Object.keys(inputs).filter(
    (id) => !declared.byId.has(id.replace(/\..*$/, '')) && !declared.byId.has(id),
  )
  const { count, first } = missingInputs(declared, inputs, MOST_MISSING)
  const needed = `The flow needs ${joined(first.map((id) => `\`${id}\``))}, which this case does not give.`
  return [
    ...unknown.map((id) => {
      const message = `The flow has no input \`${id}\`.`
      return { ...at, path: [...at.path, id], message, hint: suggestion(id, declared.byId.keys()) }
    }),
    ...(count === 0 ? [] : [{ ...at, message: needed }]),
  ]
}

const outputsRead = (
  document: YamlDocument,
  { path }: SuiteCase,
): readonly { readonly id: string; readonly path: NodePath }[] => {
  const below = [...path, 'assertions']
  return textsIn(valueAt(document.value, below)).flatMap(({ text, path: at }) =>
    readContextReferences(text).flatMap(({ root, names, hyphenated, isGuarded, isConditional }) => {
      const [first] = names
      if (root !== 'outputs' || first === undefined || isGuarded || isConditional) return []
      const id = names.length === 1 && hyphenated !== undefined ? hyphenated : first.name
      return [{ id, path: [...below, ...at] }]
    }),
  )
}
