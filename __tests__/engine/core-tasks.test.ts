import { expect, inject, test } from 'vitest'
import * as z from 'zod'
import { CORE_TASKS, reachOfTask } from '../../src/flow/task-reach.ts'
import { describeEngines } from './engine.ts'
import { type EngineVersion, engineVersions } from './engine-versions.ts'

const Registered = z.object({ tasks: z.array(z.string()), aliases: z.record(z.string(), z.string()) })

/** What Kestra itself says that it has; a class inside of another is no type that a flow names. */
const registered = async (version: EngineVersion) => {
  const answer = await fetch(`${inject('engineUrls')[version]}/_control/plugins`)
  const { tasks, aliases } = Registered.parse(await answer.json())
  return { tasks: tasks.filter((name) => !name.includes('$')), aliases: Object.entries(aliases) }
}

describeEngines('the core tasks', (version) => {
  test('are all known, with how far they reach', async () => {
    const { tasks } = await registered(version)
    expect(tasks.length).toBeGreaterThan(40)
    expect(tasks.filter((task) => !CORE_TASKS.has(task))).toEqual([])
  })

  test('reach as far under their older names', async () => {
    const { tasks, aliases } = await registered(version)
    const ofTasks = aliases.filter(([, name]) => tasks.includes(name))
    expect(ofTasks.length).toBeGreaterThan(2)
    expect(ofTasks.filter(([alias, name]) => reachOfTask(alias) !== reachOfTask(name))).toEqual([])
  })
})

test.skipIf(engineVersions.some((version) => inject('engineUrls')[version] === undefined))(
  'no core task is known that none of the versions has',
  async () => {
    const all = new Set((await Promise.all(engineVersions.map(registered))).flatMap(({ tasks }) => tasks))
    expect([...CORE_TASKS.keys()].filter((task) => !all.has(task))).toEqual([])
  },
)
