import { describe, expect, it } from 'vitest'
import { mapVerdict } from '../../../src/kestra/verdict/map-verdict.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'
import { offlineProblems } from '../offline-problems.ts'

const CODES = /dag-cycle|dag-dependency|not-runnable/
const reported = (tasks: string, minor?: readonly [number, number]): readonly string[] => {
  const version = minor && { major: minor[0], minor: minor[1] }
  return offlineProblems(`id: f\nnamespace: company.team\ntasks:\n${tasks}`, { version }).filter((line) =>
    CODES.test(line),
  )
}

const log = (id: string): string => `task: { id: ${id}, type: io.kestra.plugin.core.log.Log, message: hi }`
const dag = (...waits: readonly (readonly [string, string])[]): string =>
  `  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n${waits.map(([id, on]) => `      - ${log(id)}\n        dependsOn: [${on}]\n`).join('')}`

const inCases = (task: string): string =>
  `  - id: choose\n    type: io.kestra.plugin.core.flow.Switch\n    value: a\n    cases:\n      a:\n${task.replaceAll(/^ {2}/gm, '        ')}`

describe('a Dag', () => {
  it.each([
    ['a task that waits for itself', dag(['x', 'x']), ['8:21 error dag-cycle']],
    ['a circle of two', dag(['x', 'y'], ['y', 'x']), ['10:21 error dag-cycle']],
    [
      'a circle of three behind another task',
      dag(['a', 'x'], ['x', 'y'], ['y', 'z'], ['z', 'x']),
      ['14:21 error dag-cycle'],
    ],
    ['two ways to one task', dag(['a', ''], ['b', 'a'], ['c', 'a'], ['d', 'b, c']), []],
    ['a task that is not there', dag(['x', 'y']), ['8:21 error unknown-dag-dependency']],
    // Executed: the server stores it, and the execution never ends.
    ['a circle in the cases of a Switch', inCases(dag(['x', 'x'])), ['13:27 warning dag-cycle']],
  ])('%s', (_, tasks, expected) => {
    expect(reported(tasks)).toEqual(expected)
  })

  it('of many tasks is read once', () => {
    const chain = Array.from({ length: 5_000 }, (_, index): [string, string] => [`t${index}`, `t${index + 1}`])
    expect(reported(dag(...chain, ['t5000', 't0']))).toHaveLength(1)
  })
})

const folder = (type: string, more = ''): string =>
  `  - id: folder\n    type: io.kestra.plugin.core.flow.WorkingDirectory\n    tasks:\n      - id: x\n        type: ${type}\n${more}`

describe('a WorkingDirectory', () => {
  it.each([
    ['io.kestra.plugin.core.flow.Sequential', ['8:15 error not-runnable']],
    ['io.kestra.plugin.core.flow.Subflow', ['8:15 error not-runnable']],
    ['io.kestra.core.tasks.flows.Worker', ['8:15 error not-runnable']],
    ['io.kestra.plugin.core.execution.SetVariables', ['8:15 error not-runnable']],
    ['io.kestra.plugin.core.flow.Sleep', []],
    ['io.kestra.plugin.core.execution.Fail', []],
    ['io.kestra.plugin.scripts.shell.Commands', []],
  ])('%s', (type, expected) => {
    expect(reported(folder(type))).toEqual(expected)
  })

  it('in a Dag is refused from 2.0 on, and fails before', () => {
    const nested = `  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - task:\n${folder('io.kestra.plugin.core.flow.If').replace('  - id: folder', '    id: folder').replaceAll(/^/gm, '      ').trimEnd()}\n`
    expect(reported(nested, [2, 0])).toEqual(['12:21 error not-runnable'])
    expect(reported(nested, [1, 3])).toEqual(['12:21 warning not-runnable'])
  })
})

it.each([
  ['tasks[dag]: Cyclic dependency detected: x, y\n', dag(['x', 'y'], ['y', 'x']), '10:21 error dag-cycle'],
  ['dag: Not existing task id in dependency: y\n', dag(['x', 'y']), '8:21 error unknown-dag-dependency'],
  [
    'folder: Only runnable tasks are allowed as children of a WorkingDirectory task\n',
    folder('io.kestra.plugin.core.flow.If'),
    '8:15 error not-runnable',
  ],
  [
    'folder: Only runnable tasks are allowed as children of a WorkingDirectory task\n',
    folder('x.Y'),
    '4:5 error server-invalid',
  ],
])('the sentence of the server is at the same place: %s', (text, tasks, expected) => {
  const document = parseYaml(`id: f\nnamespace: company.team\ntasks:\n${tasks}`)
  const verdict = {
    file: 'f.yml',
    constraints: [{ text }],
    warnings: [],
    infos: [],
    deprecationPaths: [],
    readAs: undefined,
  }
  expect(
    mapVerdict({ file: 'f.yml', document, verdict }).map(
      ({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`,
    ),
  ).toEqual([expected])
})
