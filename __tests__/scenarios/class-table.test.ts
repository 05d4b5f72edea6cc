import { expect, test } from 'vitest'
import { describeEngines, inTurns } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

type Text = 'one' | 'two' | 'theirs'

/** What deploy does to a resource: its class, and what the server holds in the end. No class: it is not in the plan. */
interface Effect {
  readonly change?: string
  readonly outcome: 'applied' | null
  readonly live: Text | null
}

/** A reason: the whole run is refused. */
type Expected = Effect & { readonly reason?: string }

type OnDrift = 'keep' | 'overwrite' | 'fail'
type WhenMissing = 'keep' | 'delete' | 'mirror'

/** One row of the table of docs/decisions.md, "Classes". `null`: the resource is absent there. */
interface Row {
  readonly name: string
  readonly desired: Text | null
  readonly recorded: Text | null
  readonly live: Text | null
  expected(whenMissing: WhenMissing, onDrift: OnDrift): Expected
}

const applied = (change: string, live: Text | null): Expected => ({ change, outcome: 'applied', live })
const untouched = (live: Text | null, change?: string): Expected => ({ outcome: null, live, ...(change && { change }) })

const onDriftOf = (live: Text | null, desired: Text) => (_: WhenMissing, onDrift: OnDrift) => {
  if (onDrift === 'overwrite') return applied('drift', desired)
  return onDrift === 'keep' ? untouched(live, 'drift') : { ...untouched(live, 'drift'), reason: 'drift' }
}

const onConflictOf = (live: Text | null, desired: Text | null) => (_: WhenMissing, onDrift: OnDrift) =>
  onDrift === 'overwrite' ? applied('conflict', desired) : { ...untouched(live, 'conflict'), reason: 'conflict' }

const rows: readonly Row[] = [
  { name: 'as-recorded', desired: 'one', live: 'one', recorded: 'one', expected: () => untouched('one') },
  { name: 'unrecorded', desired: 'one', live: 'one', recorded: null, expected: () => untouched('one') },
  { name: 'caught-up', desired: 'two', live: 'two', recorded: 'one', expected: () => untouched('two') },
  { name: 'create', desired: 'one', live: null, recorded: null, expected: () => applied('create', 'one') },
  { name: 'update', desired: 'two', live: 'one', recorded: 'one', expected: () => applied('update', 'two') },
  { name: 'adopt', desired: 'one', live: 'theirs', recorded: null, expected: () => applied('adopt', 'one') },
  { name: 'edited', desired: 'one', live: 'theirs', recorded: 'one', expected: onDriftOf('theirs', 'one') },
  { name: 'edited-twice', desired: 'two', live: 'theirs', recorded: 'one', expected: onConflictOf('theirs', 'two') },
  { name: 'deleted', desired: 'one', live: null, recorded: 'one', expected: onDriftOf(null, 'one') },
  { name: 'deleted-changed', desired: 'two', live: null, recorded: 'one', expected: onConflictOf(null, 'two') },
  {
    name: 'missing',
    desired: null,
    live: 'one',
    recorded: 'one',
    expected: (whenMissing) => (whenMissing === 'keep' ? untouched('one', 'delete') : applied('delete', null)),
  },
  {
    name: 'missing-edited',
    desired: null,
    live: 'theirs',
    recorded: 'one',
    expected: (whenMissing, onDrift) => {
      if (whenMissing === 'keep') return untouched('theirs', 'delete')
      if (onDrift === 'overwrite') return applied('delete', null)
      return { ...untouched('theirs', 'conflict'), reason: 'conflict' }
    },
  },
  {
    name: 'unmanaged',
    desired: null,
    live: 'theirs',
    recorded: null,
    expected: (whenMissing) => (whenMissing === 'mirror' ? applied('delete', null) : untouched('theirs')),
  },
  { name: 'forgotten', desired: null, live: null, recorded: 'one', expected: () => untouched(null) },
]

const NAMESPACE = 'company.team'
const flowOf = (id: string, text: Text) => aFlow({ id, message: text })

/** Each row happens to a flow, a namespace file and a key-value pair at the same time, beside a flow that stays. */
const gitOf = (all: readonly Row[], side: 'desired' | 'recorded') => {
  const entries = all.flatMap((row) => {
    const text = row[side]
    const flow = text === null ? null : flowOf(row.name, text)
    return [
      [`${NAMESPACE}/flows/${row.name}.yml`, flow],
      [`${NAMESPACE}/files/${row.name}.txt`, text],
      [`${NAMESPACE}/kv/${row.name}.yml`, text === null ? null : `${row.name}: ${text}\n`],
    ] as const
  })
  return Object.fromEntries(entries)
}

const editServer = async ({ hands }: Scenario, { name, live, recorded }: Row): Promise<void> => {
  if (live === recorded) return
  if (live === null) {
    await hands.deleteFlow(NAMESPACE, name)
    await hands.deleteFile(NAMESPACE, `/${name}.txt`)
    await hands.deleteKeyValue(NAMESPACE, name)
  } else {
    await hands.saveFlow(NAMESPACE, name, flowOf(name, live))
    await hands.uploadFile(NAMESPACE, `/${name}.txt`, live)
    await hands.setKeyValue(NAMESPACE, name, JSON.stringify(live))
  }
}

/** Brings Git, the server and the record into the states of the rows. */
const arrange = async (scenario: Scenario, all: readonly Row[]): Promise<void> => {
  expect(await scenario.deployHere()).toMatchObject({ code: 0, result: 'deployed' })
  for (const row of all) await editServer(scenario, row)
  const before = gitOf(all, 'recorded')
  const isGone = ([path, text]: [string, string | null]) => text !== null || before[path] !== null
  scenario.repository.commit(Object.fromEntries(Object.entries(gitOf(all, 'desired')).filter(isGone)))
}

const start = (version: Parameters<typeof startScenario>[0], all: readonly Row[]): Scenario => {
  const recorded = Object.entries(gitOf(all, 'recorded')).filter(([, text]) => text !== null)
  return startScenario(version, {
    [`${NAMESPACE}/flows/stays.yml`]: aFlow({ id: 'stays' }),
    ...Object.fromEntries(recorded),
  })
}

/** What came of the row: as a flow, as a file and as a pair. */
const effectsOn = async (
  { hands }: Scenario,
  { name }: Row,
  resources: Awaited<ReturnType<Scenario['deployHere']>>['resources'],
): Promise<readonly Effect[]> => {
  const flow = resources.find((resource) => resource.kind === 'flow' && resource.id === name)
  const file = resources.find((resource) => resource.kind === 'file' && resource.path === `/${name}.txt`)
  const pair = resources.find((resource) => resource.kind === 'key-value' && resource.key === name)
  const source = (await hands.flow(NAMESPACE, name))?.source
  const texts = [
    (['one', 'two', 'theirs'] as const).find((text) => source === flowOf(name, text)) ?? source,
    (await hands.file(NAMESPACE, `/${name}.txt`))?.toString(),
    (await hands.keyValue(NAMESPACE, name))?.value,
  ]
  return [flow, file, pair].map((resource, index) => ({
    ...(resource && { change: resource.change }),
    outcome: resource?.outcome ?? null,
    live: texts[index] ?? null,
  })) as Effect[]
}

const POLICIES = (['keep', 'delete', 'mirror'] as const).flatMap((whenMissing) =>
  (['keep', 'overwrite', 'fail'] as const).map((onDrift) => {
    const refusing = rows.filter((row) => row.expected(whenMissing, onDrift).reason !== undefined)
    // With keep, a deploy does not read the files again that the record knows; `--refresh` makes it.
    const kinds = ['--mirror-kinds', 'flow,file,key-value']
    const refresh = onDrift === 'keep' ? ['--refresh'] : []
    const args = ['--when-missing', whenMissing, ...kinds, '--on-drift', onDrift, ...refresh]
    return { whenMissing, onDrift, args, refusing, allowed: rows.filter((row) => !refusing.includes(row)) }
  }),
)
const refusals = POLICIES.flatMap(({ refusing, ...policy }) => refusing.map((row) => ({ ...policy, row })))
const update = rows.filter(({ name }) => name === 'update')

describeEngines('flows, namespace files and key-value pairs', (version) => {
  test.concurrent.each(inTurns(POLICIES, version))(
    'are treated row by row with when-missing $whenMissing and on-drift $onDrift',
    async (policy) => {
      const { whenMissing, onDrift, args, allowed } = policy
      using scenario = start(version, allowed)
      await arrange(scenario, allowed)
      const { code, result, resources } = await scenario.deployHere(args)
      expect({ code, result }).toEqual({ code: 0, result: 'deployed' })
      for (const row of allowed) {
        const expected = row.expected(whenMissing, onDrift)
        expect({ [row.name]: await effectsOn(scenario, row, resources) }).toEqual({
          [row.name]: [expected, expected, expected],
        })
      }
    },
  )

  test.concurrent.each(inTurns(refusals, version))(
    'that are $row.name refuse the whole run with when-missing $whenMissing and on-drift $onDrift',
    async ({ whenMissing, onDrift, args, row }) => {
      const all = [row, ...update]
      using scenario = start(version, all)
      await arrange(scenario, all)
      const { reason: expectedReason, ...expected } = row.expected(whenMissing, onDrift)
      const writes = await scenario.writesOf(async () => {
        const { code, result, reason, resources } = await scenario.deployHere(args)
        expect({ code, result, reason }).toEqual({ code: 1, result: 'refused', reason: expectedReason })
        expect(await effectsOn(scenario, row, resources)).toEqual([expected, expected, expected])
      })
      expect(writes).toEqual([])
    },
  )
})
