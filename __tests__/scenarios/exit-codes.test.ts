import { expect, test } from 'vitest'
import { describeNewestEngine } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const FLOW = 'company.team/flows/a.yml'

interface Case {
  readonly name: string
  readonly arrange: (scenario: Scenario) => Promise<unknown> | unknown
  /** Result, exit code and exit code with `--detailed-exitcode` of each command; a deploy comes last. */
  readonly expected: Readonly<Record<string, readonly [string, number, number]>>
}

const cases: readonly Case[] = [
  {
    name: 'a server that has nothing yet',
    arrange: () => undefined,
    expected: {
      validate: ['in-sync', 0, 0],
      plan: ['changes', 0, 2],
      drift: ['drift', 0, 2],
      deploy: ['deployed', 0, 0],
    },
  },
  {
    name: 'a server in sync',
    arrange: (scenario) => scenario.runJson(['deploy']),
    expected: {
      validate: ['in-sync', 0, 0],
      plan: ['in-sync', 0, 0],
      drift: ['in-sync', 0, 0],
      deploy: ['in-sync', 0, 0],
    },
  },
  {
    name: 'an edit on the server',
    arrange: async (scenario) => {
      await scenario.runJson(['deploy'])
      await scenario.hands.saveFlow('company.team', 'a', aFlow({ id: 'a', message: 'theirs' }))
    },
    expected: { validate: ['in-sync', 0, 0], plan: ['drift', 0, 2], drift: ['drift', 0, 2], deploy: ['drift', 0, 2] },
  },
  {
    name: 'edits on both sides',
    arrange: async (scenario) => {
      await scenario.runJson(['deploy'])
      await scenario.hands.saveFlow('company.team', 'a', aFlow({ id: 'a', message: 'theirs' }))
      scenario.repository.commit({ [FLOW]: aFlow({ id: 'a', message: 'ours' }) })
    },
    expected: {
      validate: ['in-sync', 0, 0],
      plan: ['refused', 1, 1],
      drift: ['drift', 0, 2],
      deploy: ['refused', 1, 1],
    },
  },
  {
    name: 'an invalid flow',
    arrange: ({ repository }) => repository.commit({ [FLOW]: 'id: a\nnamespace: company.team\n' }),
    expected: { validate: ['invalid', 1, 1], plan: ['invalid', 1, 1], deploy: ['invalid', 1, 1] },
  },
]

describeNewestEngine('exit code and result with', (version) => {
  test.concurrent.each(cases)('$name', async ({ arrange, expected }) => {
    using scenario = startScenario(version, { [FLOW]: aFlow({ id: 'a' }) })
    await arrange(scenario)
    const seen: Record<string, readonly [string, number | null, number | null]> = {}
    for (const command of Object.keys(expected)) {
      const detailed = await scenario.runJson([command, '--detailed-exitcode'])
      // A second deploy would find nothing left to do.
      const plain = command === 'deploy' ? detailed : await scenario.runJson([command])
      const isOwnCode = command !== 'deploy' || detailed.code !== 2
      seen[command] = [detailed.result, isOwnCode ? plain.code : 0, detailed.code]
      expect(detailed.command).toBe(command)
    }
    expect(seen).toEqual(expected)
  })

  test.concurrent('no server: validate and plan go on, what needs one says so', async () => {
    using scenario = startScenario(version, { [FLOW]: aFlow({ id: 'a' }) })
    const offline = { target: undefined }
    expect(await scenario.runJson(['validate'], offline)).toMatchObject({
      code: 0,
      result: 'in-sync',
      target: { server: null },
    })
    expect(await scenario.runJson(['plan'], offline)).toMatchObject({
      code: 0,
      result: 'changes',
      requests: { kestra: 0 },
    })
    for (const command of ['deploy', 'drift']) {
      expect(await scenario.runJson([command], offline)).toMatchObject({
        code: 1,
        result: 'failed',
        reason: 'no-server',
      })
    }
  })

  const wrong = [
    {
      name: 'a base that is not there',
      args: ['plan', '--base', 'nowhere'],
      message: /The commit "nowhere" of "base" is not in this checkout/,
    },
    {
      name: 'a policy that there is not',
      args: ['plan', '--when-missing', 'prune'],
      message: /"when-missing" must be one of keep, delete, mirror; got `prune`/,
    },
    { name: 'a flag that there is not', args: ['plan', '--force'], message: /--force/ },
    { name: 'two commands', args: ['plan', 'deploy'], message: /Give only one command/ },
  ]

  test.concurrent.each(wrong)('$name: 1, and still one document', async ({ args, message }) => {
    using scenario = startScenario(version, { [FLOW]: aFlow({ id: 'a' }) })
    const run = await scenario.runJson(args)
    expect(run).toMatchObject({ code: 1, command: 'plan', result: 'failed', reason: 'invalid-settings' })
    expect(run.message).toMatch(message)
  })
})
