import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { findFlowReferences } from '../../flow/flow-references.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import type { KnownTree } from '../known-tree.ts'
import { checkPassed } from '../values/check-inputs.ts'
import { certainValue } from './certain-value.ts'
import { tasksOutsideOfLoops } from './task-places.ts'

/** Outputs of tasks that the flow writes out, passed to an input of a called flow that does not take them. */
export const checkPassedOutputs = (flow: CheckedFlow, known: Pick<KnownTree, 'inputsOf'>): readonly Diagnostic[] => {
  const calls = findFlowReferences(flow.document, flow.nodes).filter(({ relation }) => relation === 'subflow')
  if (calls.length === 0) return []
  const taskWithId = tasksOutsideOfLoops(flow.nodes)
  return calls.flatMap(({ namespace, id, path, inputs = {} }) => {
    const texts = Object.entries(inputs).flatMap(([name, value]): readonly (readonly [string, string])[] => {
      const certain = typeof value === 'string' && isTemplate(value) ? certainValue(value, taskWithId) : undefined
      return certain !== undefined && 'text' in certain ? [[name, certain.text]] : []
    })
    const declared = texts.length === 0 ? undefined : known.inputsOf(namespace, id)
    const passed = { values: Object.fromEntries(texts), path: [...path, 'inputs'], whose: `"${namespace}.${id}"` }
    return declared === undefined ? [] : checkPassed(passed, declared.byId, flow.version)
  })
}
