import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

// The cases of plugin-git for a single flow, for the way back and for clones, under their names there (parity.test.ts has the others).

const NAMESPACE = 'my.ns'
const flowOf = (id: string, namespace = NAMESPACE, message = 'x') => aFlow({ id, namespace, message })

describeEngines('SyncFlowTest', (version) => {
  const including = (file: string) => ['--exclude', '_flows/*', '--exclude', `!_flows/${file}`]

  test.concurrent('create, update and a dry run of one flow touch no other', async () => {
    using scenario = startScenario(version, { '_flows/one.yml': flowOf('one'), '_flows/two.yml': flowOf('two') })
    const { hands } = scenario
    const dry = await scenario.writesOf(async () => {
      expect(await scenario.json(['plan', ...including('one.yml')])).toMatchObject({ summary: { create: 1 } })
    })
    expect(dry).toEqual([])
    expect(await scenario.writesOf(() => scenario.json(['deploy', ...including('one.yml')]))).toEqual(['POST /flows'])
    scenario.repository.commit({ '_flows/one.yml': flowOf('one', NAMESPACE, 'y') })
    const planned = await scenario.json(['plan', ...including('one.yml')])
    expect(planned.resources.map(({ revision }) => revision)).toEqual([{ live: 1, after: 2 }])
    await scenario.json(['deploy', ...including('one.yml')])
    expect((await hands.flow(NAMESPACE, 'one'))?.revision).toBe(2)
    expect(await hands.flow(NAMESPACE, 'two')).toBeUndefined()
  })

  test.concurrent('a file that is not there fails', async () => {
    using scenario = startScenario(version, { '_flows/one.yml': flowOf('one') })
    expect(await scenario.json(['deploy', '--root', '_flows/none'])).toMatchObject({ code: 1, reason: 'empty-root' })
  })
})

describeEngines('PushFlowsTest', (version) => {
  const setUp = async () => {
    const scenario = startScenario(version, {
      '_flows/first.yml': flowOf('first'),
      '_flows/gone-a.yml': flowOf('gone-a'),
      '_flows/gone-b.yml': flowOf('gone-b'),
    })
    const { hands } = scenario
    await scenario.json(['deploy'])
    await hands.deleteFlow(NAMESPACE, 'gone-a')
    await hands.deleteFlow(NAMESPACE, 'gone-b')
    await hands.saveFlow(NAMESPACE, 'new-a', flowOf('new-a'))
    await hands.saveFlow(NAMESPACE, 'new-b', flowOf('new-b'))
    await hands.saveFlow(`${NAMESPACE}.child`, 'below', flowOf('below', `${NAMESPACE}.child`))
    return scenario
  }
  const pushed = async (args: readonly string[]) => {
    using scenario = await setUp()
    await scenario.json(['export', '--namespace', NAMESPACE, ...args])
    const status = scenario.repository.git('status', '--porcelain', '--untracked-files=all')
    return status
      .split('\n')
      .map((line) => line.trim().replace(/\s+/, ' '))
      .filter(Boolean)
      .toSorted()
  }

  test.concurrent('no glob: what is new comes, with the children, and what is gone goes', async () => {
    expect(await pushed([])).toEqual([
      '?? _flows/below.yml',
      '?? _flows/new-a.yml',
      '?? _flows/new-b.yml',
      'D _flows/gone-a.yml',
      'D _flows/gone-b.yml',
    ])
  })

  test.concurrent('globs, a single one or several, and a delete that is scoped to them', async () => {
    const rest = ['?? _flows/below.yml', '?? _flows/new-a.yml', 'D _flows/gone-a.yml']
    expect(await pushed(['--exclude', '_flows/*-b.yml'])).toEqual(rest)
    expect(await pushed(['--exclude', '_flows/gone-b.yml', '--exclude', '_flows/new-b.yml'])).toEqual(rest)
  })

  test.concurrent('a dry run writes nothing', async () => {
    expect(await pushed(['--dry-run'])).toEqual([])
  })
})

describeEngines('CloneTest', (version) => {
  test.concurrent('a tag or a commit is what is checked out, and by hand an older one goes back', async () => {
    using scenario = startScenario(version, { '_flows/one.yml': flowOf('one') })
    const { repository, hands } = scenario
    repository.tag('v1')
    repository.commit({ '_flows/one.yml': flowOf('one', NAMESPACE, 'y') })
    await scenario.json(['deploy'])
    repository.git('checkout', '--quiet', '--detach', 'v1')
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 1, reason: 'older-commit' })
    expect(await scenario.json(['deploy', '--by-hand'])).toMatchObject({ code: 0, result: 'deployed' })
    expect((await hands.flow(NAMESPACE, 'one'))?.source).toContain('message: x')
  })

  test.concurrent('scripts that a flow cloned are namespace files, and a flow that still clones them is named', async () => {
    const task = '  - id: clone\n    type: io.kestra.plugin.git.Clone\n    url: https://github.com/local/scripts\n'
    using scenario = startScenario(version, {
      '_flows/one.yml': aFlow({ id: 'one', namespace: NAMESPACE, more: task }),
      '_files/scripts/load.py': 'print(1)\n',
    })
    scenario.repository.git('remote', 'add', 'origin', 'https://github.com/local/scripts.git')
    const plan = await scenario.json(['plan', '--offline'])
    expect(plan.problems.filter(({ code }) => code === 'clones-this-repository')).toMatchObject([
      { file: '_flows/one.yml', line: 9 },
    ])
    expect(plan.resources.map(({ file }) => file)).toContain('_files/scripts/load.py')
  })
})
