import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import {
  isLoop,
  type OutputRead,
  type OutputUse,
  outputReads,
  type TaskPlace,
  type TaskPlaces,
  taskPlaces,
} from '../../outputs/output-reads.ts'
import { type OutputShape, outputShapes } from '../../outputs/output-shape.ts'
import { type FindingDraft, findingIn, isInOptionalOutput, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import type { SymbolIndex } from '../../symbol-index.ts'
import type { TypeOutputs } from '../../type-outputs.ts'
import { checkOrder, type KnownRun } from './check-order.ts'
import { checkSteps } from './check-steps.ts'
import { endBefore, endsOfLists, isEnd, runsInAnyCase, willRun } from './run-order.ts'

export default defineRule({
  codes: {
    'unknown-output': {
      ...FAILS_WHEN_RUN,
      title: 'An output that the task does not have',
      why: '`{{ outputs.task.property }}` names a task of the flow, and a property that its type does not output. Kestra stores the flow; the expression fails. The outputs of a type are known from the server, or from the file that the command `schema` writes.',
      fix: 'Read a property that the task has.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: kept
              type: io.kestra.plugin.core.output.OutputValues
              values:
                color: red
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.kept.values.colour }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: kept
              type: io.kestra.plugin.core.output.OutputValues
              values:
                color: red
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.kept.values.color }}"
        `,
      },
    },
    'output-too-early': {
      ...FAILS_WHEN_RUN,
      title: 'An output that is read before the task has run',
      why: 'The task reads its own output, or that of a task that runs later or at the same time: the expression fails.',
      fix: 'Move the task after the one whose output it reads.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.debug.Return
              format: "{{ outputs.last.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.debug.Return
              format: "{{ outputs.first.value }}"
        `,
      },
    },
    'output-of-skipped-task': {
      ...FAILS_WHEN_RUN,
      title: 'An output of a task that does not run',
      why: 'The task is disabled, is in another branch, comes after the end of the execution, or runs only after a failure: the expression fails.',
      fix: "Read the output of another task, or write `{{ outputs.task.property ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.rescue.value }}"
          errors:
            - id: rescue
              type: io.kestra.plugin.core.debug.Return
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
          errors:
            - id: rescue
              type: io.kestra.plugin.core.debug.Return
        `,
      },
    },
    'uncertain-output': {
      severity: 'warning',
      title: 'An output of a task that may not have run',
      why: 'The task runs under a condition, or in parallel with the one that reads it. If it has not run, the output does not exist.',
      fix: "Read it under the same condition, or write `{{ outputs.task.property ?? '' }}`.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: maybe
              type: io.kestra.plugin.core.debug.Return
              runIf: "{{ inputs.flag }}"
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.maybe.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: maybe
              type: io.kestra.plugin.core.debug.Return
              runIf: "{{ inputs.flag }}"
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.first.value }}"
        `,
      },
    },
    'loop-output': {
      ...FAILS_WHEN_RUN,
      title: 'A wrong path to an output of a task in a loop',
      why: 'Before 2.0 a task in a loop has an output for each value, `outputs.task[taskrun.value].property`. In a Loop of 2.0 it has one output, which only the same iteration can read. Other tasks read the `outputs` that the Loop declares. Any other read fails.',
      fix: 'Before 2.0 add the value of the loop as a key; in a Loop of 2.0 write no key.',
      examples: {
        context: { version: { major: 1, minor: 3 } },
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: loop
              type: io.kestra.plugin.core.flow.ForEach
              values: ['x', 'y']
              tasks:
                - id: inner
                  type: io.kestra.plugin.core.debug.Return
                - id: use
                  type: io.kestra.plugin.core.log.Log
                  message: "{{ outputs.inner.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: loop
              type: io.kestra.plugin.core.flow.ForEach
              values: ['x', 'y']
              tasks:
                - id: inner
                  type: io.kestra.plugin.core.debug.Return
                - id: use
                  type: io.kestra.plugin.core.log.Log
                  message: "{{ outputs.inner[taskrun.value].value }}"
        `,
      },
    },
  },
  needs: ['types'],
  flow: (flow, known) => checkOutputs(flow, known, flow.types),
})

/**
 * Reports outputs that do not exist when an expression reads them: the task has no output of that name, runs later, in parallel or never,
 * or has one output for each value of a loop (docs/internals/facts/kestra.md, "Outputs of a type"). The rule `checkExpressions` reports
 * unknown tasks. Not reported: outputs that the flow guards somewhere, references that are known only at run time, and expressions that
 * never run.
 */
const checkOutputs = (flow: RuleContext, known: SymbolIndex, types?: TypeOutputs): readonly RuleFinding[] => {
  const reads = outputReads(flow.value)
  if (reads.length === 0) return []
  const positions = taskPlaces(flow.nodes)
  const ends = endsOfLists(positions.all)
  const uses = reads
    .filter(({ path }) => !isInOptionalOutput(flow, path))
    .flatMap((read) => usesOf(read, positions))
    .filter(({ reader }) => !neverReads(reader, ends))
  const run: KnownRun = { ends, failing: new Set(), mayEnd: positions.all.some(isEnd) }
  const shapeOf = outputShapes(flow, known, types)
  const findings = new Map(
    uses.flatMap((use): [OutputUse, FindingDraft][] => {
      const found = findingOf(use, run, shapeOf(use.target.node))
      return found === undefined ? [] : [[use, found]]
    }),
  )
  const failing = new Set([...findings].flatMap(([use, found]) => failingBy(use, found)))
  const whenFailed: KnownRun = { ...run, failing, ends: endsOfLists(positions.all, failing) }
  return uses.flatMap((use): readonly RuleFinding[] => {
    const found = findings.get(use) ?? (seesFailures(use) ? wrongOrder(use, whenFailed) : undefined)
    if (found === undefined) return []
    return [findingIn(flow, use.read, { ...found, start: use.read.reference.start })]
  })
}

const usesOf = (read: OutputRead, positions: TaskPlaces): readonly OutputUse[] => {
  const target = positions.withId(read.id)
  if (target === undefined || !target.node.isCertain) return []
  const reader = positions.around(read.path)
  return reader?.node.isCertain === false ? [] : [{ read, reader, target }]
}

/** True if the reader never runs. */
const neverReads = (reader: TaskPlace | undefined, ends: ReadonlyMap<string, TaskPlace>): boolean =>
  reader?.lineage.some((place) => willRun(place).runs === 'never' || endBefore(place, ends) !== undefined) === true

const findingOf = (use: OutputUse, run: KnownRun, shape: OutputShape): FindingDraft | undefined => {
  const { read, reader, target } = use
  // A text that is rendered where it is used, such as a variable, has no single location.
  const isPlaced = reader !== undefined || read.path[0] === 'outputs'
  const order = isPlaced ? wrongOrder(use, run) : undefined
  if (order !== undefined) return order
  return isPlaced || !target.lineage.some(isLoop) ? checkSteps(use, shape) : undefined
}

const wrongOrder = (use: OutputUse, run: KnownRun): FindingDraft | undefined => {
  const found = checkOrder(use, run)
  return found && { ...found, end: use.read.reference.names[0]?.end ?? 0 }
}

/** The reader, if the finding makes it fail in every run; otherwise empty. Only `uncertain-output` does not. */
const failingBy = ({ reader, read }: OutputUse, { code }: FindingDraft): readonly TaskPlace[] =>
  reader !== undefined && !read.reference.isConditional && code !== 'uncertain-output' ? [reader] : []

/** True if the reader runs even after a failure. Everything else ends with the failing task. */
const seesFailures = ({ reader }: OutputUse): boolean => {
  const root = reader?.lineage[0]
  return root !== undefined && runsInAnyCase(root)
}
