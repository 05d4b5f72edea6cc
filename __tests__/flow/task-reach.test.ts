import { describe, expect, test } from 'vitest'
import { reachingTasks } from '../../src/flow/task-reach.ts'

const core = (name: string) => `io.kestra.plugin.core.${name}`
const reached = (flow: unknown) => reachingTasks(flow).map(({ reaches }) => reaches)

describe('a task that reaches past its execution', () => {
  test.each<[string, string]>([
    [core('trigger.Toggle'), 'the triggers of other flows'],
    ['io.kestra.core.tasks.trigger.Toggle', 'the triggers of other flows'],
    [core('execution.PurgeExecutions'), 'the executions of other flows'],
    [core('storage.Purge'), 'the executions of other flows'],
    ['io.kestra.core.tasks.storages.Purge', 'the executions of other flows'],
    [core('execution.Resume'), 'the executions of other flows'],
    [core('log.PurgeLogs'), 'the logs of other flows'],
    [core('kv.PurgeKV'), 'the keys of other namespaces'],
    [core('namespace.PurgeFiles'), 'the files of other namespaces'],
    [core('flow.PurgeFlows'), 'the flows of other namespaces'],
    [core('storage.PurgeStorage'), 'the files of other executions'],
    [core('templating.TemplatedTask'), 'whatever task it creates at run time'],
    [core('execution.FromTomorrow'), 'data that kestra-gitops cannot determine for this task'],
    ['io.kestra.plugin.kestra.executions.Kill', 'the server, through its API'],
    ['io.kestra.plugin.git.SyncFlows', 'its repository or the server'],
    ['io.kestra.plugin.git.PushFlows', 'its repository or the server'],
  ])('is told: %s', (type, reaches) => {
    expect(reached({ tasks: [{ id: 'a', type: core('flow.Parallel'), tasks: [{ id: 'b', type }] }] })).toEqual([
      reaches,
    ])
    expect(reached({ listeners: [{ tasks: [{ type }] }] })).toEqual([reaches])
  })

  test.each([
    core('log.Log'),
    core('log.Fetch'),
    core('flow.Subflow'),
    core('http.Request'),
    core('storage.PurgeCurrentExecutionFiles'),
    core('runner.Process'),
    'io.kestra.plugin.git.Clone',
    'io.kestra.plugin.scripts.python.Script',
  ])('is none: %s', (type) => {
    expect(reached({ tasks: [{ id: 'a', type }] })).toEqual([])
  })

  test('reads the logs of others only where it names one', () => {
    const type = core('log.Fetch')
    expect(reached({ tasks: [{ id: 'a', type, executionId: '{{ inputs.id }}' }] })).toEqual(['the logs of other flows'])
  })

  test('stands at its type, and not in what only sets values', () => {
    const type = core('trigger.Toggle')
    expect(reachingTasks({ tasks: [{ type }] })).toMatchObject([{ path: ['tasks', 0, 'type'] }])
    expect(reached({ pluginDefaults: [{ type }], variables: { a: { type } } })).toEqual([])
  })

  test.each(['pluginDefaults', 'taskDefaults'])('may be put into the flow by `%s`', (section) => {
    const values = { tasks: [{ id: 'a', type: core('trigger.Toggle') }] }
    expect(reachingTasks({ [section]: [{ type: core('flow.Sequential'), values }] })).toMatchObject([
      { path: [section, 0, 'values', 'tasks', 0, 'type'] },
    ])
    const runner = { taskRunner: { type: core('runner.Process') } }
    expect(reached({ [section]: [{ type: 'io.kestra.plugin.scripts', values: runner }] })).toEqual([])
  })
})
