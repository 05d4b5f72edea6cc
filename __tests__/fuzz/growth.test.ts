import { expect, test } from 'vitest'
import { namespaceEdits } from '../../src/flow/rewrite-namespace.ts'
import { describeTasks } from '../../src/kinds/flow/text/describe-tasks.ts'
import { applySeverities } from '../../src/lint/apply-severities.ts'
import { checkCycles } from '../../src/lint/rules/triggers/flow-cycle.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { sideBySide } from '../../src/render/html/side-by-side.ts'
import { findLayout } from '../../src/repository/find-layout.ts'
import { lineChanges } from '../../src/text/line-changes.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { growth } from '../fixtures/growth.ts'
import { aPlannedResource } from '../render/factories.ts'
import { aFlow } from '../support/a-flow.ts'

/** Quadratic work would take sixteen times as long. */
const MOST = 10

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at))
const lines = (count: number, make: (index: number) => string): string => times(count, make).join('')

const checked = (...sources: readonly string[]) => {
  const flows = sources.map((source, index) => {
    const document = parseYaml(source)
    return { namespace: 'company.team', id: document.id ?? '', file: `flows/${index}.yml`, document }
  })
  return () => validateOffline({ flows, brokenFlows: [], desired: { resources: [] } })
}

const HEAD = 'id: a\nnamespace: company.team\ntasks:\n'
const tasks = (ids: readonly string[]): string => `${HEAD}${ids.map((id) => `  - id: ${id}\n    type: t.T\n`).join('')}`
const subflow = (id: string, flowId: string): string =>
  `  - id: ${id}\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.team\n    flowId: ${flowId}\n`

/** A Dag of tasks that each wait for the one before. */
const dag = (size: number, message: (index: number) => string): string =>
  `${HEAD}  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n${lines(size, (index) => `      - task: { id: t${index}, type: io.kestra.plugin.core.log.Log, message: "${message(index)}" }\n${index === 0 ? '' : `        dependsOn: [t${index - 1}]\n`}`)}`

const nameOf = (index: number): string => `company/f${String(index).padStart(6, '0')}`
const calls = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([from, to]) => ({
    from: nameOf(from),
    to: nameOf(to),
    relation: 'subflow' as const,
    flow: { file: 'flows/a.yml', document: parseYaml('') },
    path: ['tasks', 0],
  }))

const letters = (count: number, [step, round]: readonly [number, number]): string =>
  lines(count, (index) => (((index * step) % round) % 2 === 0 ? 'a\n' : 'b\n'))

/** What it is, the smaller of two sizes, and the work for a size. */
const CASES: readonly (readonly [string, number, (size: number) => () => unknown])[] = [
  [
    'a chain of flows that leads into a circle',
    1500,
    (size) => {
      const chain = calls([...times(size, (index) => [index, index + 1] as const), [size, size - 1]])
      return () => checkCycles(chain)
    },
  ],
  [
    'circles with one flow in common',
    2000,
    (size) => {
      const all = calls(times(size, (index) => [index, size] as const).concat(times(size, (index) => [size, index])))
      return () => checkCycles(all)
    },
  ],
  [
    'a way from circle to circle',
    1000,
    (size) => {
      const way = times(size, (index) => [index, index + 1] as const)
      const all = calls([...way, [1, 0], [size, size - 1]])
      return () => checkCycles(all)
    },
  ],
  [
    'tasks of a Dag that depend on another',
    1500,
    (size) =>
      checked(
        `${HEAD}  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n${lines(size, (index) => `      - task: { id: t${index}, type: t.T }\n        dependsOn: [t${size - 1 - index}]\n`)}`,
      ),
  ],
  [
    'tasks of a Dag that read the first one',
    400,
    (size) => checked(dag(size, (index) => `{{ outputs.t0.value }}{{ outputs.t${index >> 1}.value }}`)),
  ],
  [
    'tasks of a Dag that read what they do not wait for',
    400,
    (size) => checked(dag(size, (index) => `{{ outputs.t${size - 1 - index}.value }}{{ outputs.t${size - 1}.value }}`)),
  ],
  [
    'inputs, each compared with a text',
    600,
    (size) =>
      checked(
        `${HEAD}  - id: a\n    type: io.kestra.plugin.core.log.Log\n    message:\n${lines(size, (index) => `      - "{{ inputs.i${index} == 'x' }}"\n`)}inputs:\n${lines(size, (index) => `  - { id: i${index}, type: SELECT, values: [a, b] }\n`)}`,
      ),
  ],
  [
    'inputs, each read by a name below it',
    600,
    (size) =>
      checked(
        `${HEAD}  - id: a\n    type: io.kestra.plugin.core.log.Log\n    message:\n${lines(size, (index) => `      - "{{ inputs.i${index}.b.c }}"\n`)}inputs:\n${lines(size, (index) => `  - { id: i${index}.b.d, type: STRING }\n`)}`,
      ),
  ],
  [
    'inputs that the flow passes to a flow with the same',
    500,
    (size) =>
      checked(
        `${HEAD}${lines(size, (index) => `${subflow(`s${index}`, 'b')}    inputs: { i${index}: "{{ inputs.i${index} }}" }\n`)}inputs:\n${lines(size, (index) => `  - { id: i${index}, type: STRING, required: false }\n`)}`,
        `${aFlow({ id: 'b' })}inputs:\n${lines(size, (index) => `  - { id: i${index}, type: STRING, required: false }\n`)}`,
      ),
  ],
  [
    'tasks with an expression of their own',
    800,
    (size) =>
      checked(
        `${HEAD}${lines(size, (index) => `  - { id: t${index}, type: io.kestra.plugin.core.log.Log, message: "{{ parent }}{{ foo${index % 9}.bar }}" }\n`)}`,
      ),
  ],
  [
    'calls without the inputs that are needed',
    600,
    (size) =>
      checked(
        `${HEAD}${lines(size, (index) => subflow(`s${index}`, 'b'))}`,
        `${aFlow({ id: 'b' })}inputs:\n${lines(size, (index) => `  - { id: i${index}, type: STRING }\n`)}`,
      ),
  ],
  [
    'triggers without the inputs that are needed',
    600,
    (size) =>
      checked(
        `${aFlow({ id: 'b' })}inputs:\n${lines(size, (index) => `  - { id: i${index}, type: STRING }\n`)}triggers:\n${lines(size, (index) => `  - { id: t${index}, type: io.kestra.plugin.core.trigger.Webhook, key: k }\n`)}`,
      ),
  ],
  [
    'files that one text reads',
    700,
    (size) =>
      checked(
        `${HEAD}  - id: a\n    type: io.kestra.plugin.core.log.Log\n    message: "${lines(size, (index) => `{{ read('${index}') }}`)}"\n`,
      ),
  ],
  [
    'parts of a namespace, in which a file is read',
    3000,
    (size) => checked(aFlow({ id: 'a', namespace: `a${'.a'.repeat(size)}` }).replace('hi', `"{{ read('x') }}"`)),
  ],
  [
    'characters of a flow with a fault in each of its tasks',
    130_000,
    (size) =>
      checked(
        `${HEAD.replace('tasks', `description: "${'x'.repeat(size)}"\ntasks`)}${lines(60, (index) => `  - id: t ${index}\n    type: t.T\n`)}`,
      ),
  ],
  [
    'namespaces that are mapped',
    300,
    (size) => {
      const document = parseYaml(`${HEAD}${lines(size, (index) => subflow(`s${index}`, 'b'))}`)
      const edits = namespaceEdits(document, [{ from: 'company', to: 'prod' }])
      return () => {
        const mapped = document.withEdits(edits)
        return times(size, (index) => mapped.positionOf(['tasks', index, 'flowId']))
      }
    },
  ],
  [
    'tasks in the opposite order',
    600,
    (size) => {
      const ids = times(size, (index) => `t${index}`)
      const [before, after] = [parseYaml(tasks(ids)), parseYaml(tasks(ids.toReversed()))]
      return () => describeTasks(before, after)
    },
  ],
  [
    'comments above a line with problems',
    2000,
    (size) => {
      const source = `${'# kestra-gitops: ignore x\n'.repeat(size)}a: b\n`
      const problem = { severity: 'error', message: 'm', file: 'flows/a.yml', line: size + 1 } as const
      const problems = times(size, (column) => ({ ...problem, code: `c${column}`, column }))
      return () => applySeverities(problems, { severities: {}, sourceOf: () => source })
    },
  ],
  [
    'folders of scripts, one in the other',
    120,
    (size) => () => findLayout([`${'scripts/'.repeat(size)}a.py`, 'b/x.yml'], { roots: [] }),
  ],
  [
    'roots and folders of files',
    1500,
    (size) => {
      const folders = times(size, (index) => `d${index}`)
      const paths = folders.flatMap((folder) => [`${folder}/flows/a.yml`, `${folder}/data/a.sql`])
      const files = folders.map((folder) => ({ folder: `${folder}/data`, namespace: 'company' }))
      return () => findLayout(paths, { roots: folders, files })
    },
  ],
  [
    'lines of two letters, compared by their number',
    4000,
    (size) => {
      const [before, after] = [letters(size, [7919, 13]), letters(size, [104_729, 17])]
      return () => lineChanges(before, after)
    },
  ],
  [
    'lines of words that differ',
    40,
    (size) => {
      const line = (by: number) => lines(140, (index) => `${String.fromCharCode(97 + ((index * 7 + by) % 26))} `)
      const removed = times(size, (index) => ({ sign: '-', text: line(1), before: index, after: undefined }) as const)
      const added = times(size, (index) => ({ sign: '+', text: line(5), before: undefined, after: index }) as const)
      const head = { sign: '@', text: '@@', before: undefined, after: undefined } as const
      const counts = { lineCount: 2 * size, added: size, removed: size, hidden: 0, edited: 2 * size }
      const shown = { title: 'a → b', lines: [head, ...removed, ...added], text: '' }
      const diff = { resource: aPlannedResource(), ...shown, ...counts }
      return () => sideBySide(diff)
    },
  ],
]

test.each(CASES)('four times as many %s take about four times as long', (_, size, prepare) => {
  expect(growth([size, 4 * size], prepare)).toBeLessThan(MOST)
})
