import { expect, test } from 'vitest'
import { walkTasks } from '../../src/flow/walk-tasks.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const nodesOf = (source: string) =>
  walkTasks(parseYaml(source)).map(
    ({ kind, id, path, isCertain }) => `${kind} ${id} ${path.join('.')}${isCertain ? '' : ' ?'}`,
  )

const CORE = 'io.kestra.plugin.core.flow'

test('finds tasks wherever Kestra nests them', () => {
  const source = `tasks:
  - id: if
    type: ${CORE}.If
    then: [{id: a, type: x.Y}]
    else: [{id: b, type: x.Y}]
    errors: [{id: c, type: x.Y}]
    finally: [{id: d, type: x.Y}]
  - id: dag
    type: ${CORE}.Dag
    tasks: [{task: {id: e, type: x.Y}, dependsOn: [f]}]
  - id: switch
    type: ${CORE}.Switch
    cases: {one: [{id: f, type: x.Y}]}
    defaults: [{id: g, type: x.Y}]
  - id: pause
    type: ${CORE}.Pause
    onPause: {id: h, type: x.Y}
errors: [{id: i, type: x.Y}]
finally: [{id: j, type: x.Y}]
afterExecution: [{id: k, type: x.Y}]
triggers:
  - id: t
    type: x.Flow
    conditions:
      - {id: or, type: x.Or, conditions: [{id: in, type: x.Z}]}
`
  expect(nodesOf(source)).toEqual([
    'task if tasks.0',
    'task a tasks.0.then.0',
    'task b tasks.0.else.0',
    'task c tasks.0.errors.0',
    'task d tasks.0.finally.0',
    'task dag tasks.1',
    'task e tasks.1.tasks.0.task',
    'task switch tasks.2',
    'task f tasks.2.cases.one.0',
    'task g tasks.2.defaults.0',
    'task pause tasks.3',
    'task h tasks.3.onPause',
    'task i errors.0',
    'task j finally.0',
    'task k afterExecution.0',
    'trigger t triggers.0',
    'condition or triggers.0.conditions.0',
    'condition in triggers.0.conditions.0.conditions.0',
  ])
})

test('is not certain of what a type that it does not know holds', () => {
  const source = `tasks:
  - id: job
    type: io.kestra.plugin.databricks.job.CreateJob
    tasks: [{id: a, type: io.kestra.plugin.core.log.Log}, {name: no-task}]
`
  expect(nodesOf(source)).toEqual(['task job tasks.0', 'task a tasks.0.tasks.0 ?'])
})

test('gives the id as the text that Kestra stores', () => {
  expect(walkTasks(parseYaml('tasks: [{id: 012, type: x.Y}, {id: off}]')).map(({ id }) => id)).toEqual(['10', 'false'])
})

test('finds nothing where there is no map', () => {
  expect(['- a', '', 'tasks: text', 'tasks: [text, ~]'].flatMap(nodesOf)).toEqual([])
})
