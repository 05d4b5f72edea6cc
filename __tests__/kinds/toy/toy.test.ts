import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { deployPlan } from '../../../src/deploy/deploy-plan.ts'
import { KINDS } from '../../../src/kinds/kinds.ts'
import { ON_SERVER, readLiveResources } from '../../../src/kinds/on-server.ts'
import { readTree } from '../../../src/kinds/read-tree.ts'
import { computePlan } from '../../../src/plan/compute-plan.ts'
import { describePlan } from '../../../src/plan/describe-plan.ts'
import type { Outcome, Plan } from '../../../src/plan/plan.ts'
import { readRecords } from '../../../src/record/read-records.ts'
import { renderComment } from '../../../src/render/render-comment.ts'
import { renderTerminal } from '../../../src/render/render-terminal.ts'
import { aReport, commentOptions } from '../../render/factories.ts'
import { aTree } from '../../repository/a-tree.ts'
import { aPlanInput } from '../../support/plan-input.ts'
import { serverInMemory } from '../../support/server-in-memory.ts'
import { TOY, TOY_KIND, TOY_ON_SERVER, toyBox } from './toy.ts'

// A kind needs only one line in each of these tables outside its folder.
Object.assign(KINDS, { [TOY_KIND]: TOY })
Object.assign(ON_SERVER, { [TOY_KIND]: TOY_ON_SERVER })
afterAll(() => {
  for (const table of [KINDS, ON_SERVER]) Reflect.deleteProperty(table, TOY_KIND)
})

/** A server with a key-value store for the records and without toys. */
const { client, records } = serverInMemory()

interface Deployed {
  readonly plan: Plan
  readonly outcome: Outcome
}

/** Deploys the files of a tree to the server, writes its record, and returns the results. */
const deploy = async (toys: Readonly<Record<string, string>>): Promise<Deployed> => {
  const tree = aTree(toys)
  const { desired, desiredResources, problems } = await readTree(tree, { roots: [], namespaceMap: [] })
  const liveResources =
    (await readLiveResources(TOY_ON_SERVER, client, { namespaces: [] }))?.resourceStates ?? new Map()
  const known = await readRecords(client, 'acme/toys', { namespaces: ['system'] })
  const computed = computePlan({
    ...aPlanInput({
      desired,
      desiredResources,
      liveResources,
      recorded: known.recorded,
      ownedByOthers: known.ownedByOthers,
      problems,
    }),
    paths: new Set(tree.paths),
  })
  const plan = {
    ...computed,
    ...describePlan({
      ...computed,
      knownFlows: [],
      desiredResources,
      baseResources: undefined,
      changedFiles: undefined,
    }),
  }
  if (plan.refusal !== undefined)
    return { plan, outcome: { resources: [], isComplete: false, failure: undefined, notices: [], unsupported: [] } }
  const outcome = await deployPlan(plan, {
    ...{
      client,
      desiredResources,
      liveResources,
      skippedUnchanged: new Set(),
      unsupportedKinds: new Set(),
      records: known,
      keepsRecord: true,
      knownFlows: [],
    },
    ...{
      stamp: { commit: 'c', committed: 1, run: 'r' },
      onFailure: 'rollback',
      readAt: Number.NEGATIVE_INFINITY,
      now: () => 0,
    },
    ...{ signal: new AbortController().signal, onProgress: () => undefined },
  })
  return { plan, outcome }
}

const changes = ({ plan }: Deployed) => plan.resources.map(({ name, change, words }) => [name, change, ...words])

const recorded = () => {
  const { owners } = (records.get('system') ?? { owners: {} }) as { owners: Record<string, { toys?: object }> }
  return Object.keys(owners['acme/toys']?.toys ?? {})
}

beforeEach(() => {
  records.clear()
  toyBox.clear()
})

describe('a kind that is a folder and a line in each of the two tables', () => {
  it('is read from the tree, planned, written, read back and recorded', async () => {
    const first = await deploy({ 'ball.toy': 'Red', 'doll.toy': 'Tin' })
    expect(changes(first)).toEqual([
      ['ball', 'create', 'a new toy'],
      ['doll', 'create', 'a new toy'],
    ])
    expect(first.outcome).toMatchObject({ isComplete: true, notices: [] })
    expect(first.outcome.resources.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
    expect([...toyBox]).toEqual([
      ['ball', 'Red'],
      ['doll', 'Tin'],
    ])
    expect(recorded()).toEqual(['ball', 'doll'])
  })

  it('is refused where all of it would be deleted at once', async () => {
    await deploy({ 'ball.toy': 'Red', 'doll.toy': 'Tin' })
    const { plan } = await deploy({})
    expect(plan.refusal?.message).toMatch(/^All toys of the tenant would be deleted at once/)
    expect([...toyBox.keys()]).toEqual(['ball', 'doll'])
  })

  it('is equal as it says, and then left alone', async () => {
    await deploy({ 'ball.toy': 'Red' })
    expect((await deploy({ 'ball.toy': 'RED' })).outcome.resources).toEqual([])
    expect(toyBox.get('ball')).toBe('Red')
  })

  it('is kept where somebody edited it, and deleted where Git no longer has it', async () => {
    await deploy({ 'ball.toy': 'Red', 'doll.toy': 'Tin', 'kite.toy': 'Silk' })
    toyBox.set('ball', 'blue')
    const again = await deploy({ 'ball.toy': 'Red', 'kite.toy': 'Silk' })
    expect(changes(again)).toEqual([
      ['doll', 'delete', 'no toy any more'],
      ['ball', 'drift', 'another toy'],
    ])
    expect([...toyBox.keys()]).toEqual(['ball', 'kite'])
    expect(recorded()).toEqual(['ball', 'kite'])
  })

  it('is put back when a later write fails', async () => {
    await deploy({ 'ball.toy': 'Red' })
    const broken = { ...TOY_ON_SERVER, write: TOY_ON_SERVER.write }
    Object.assign(ON_SERVER, {
      [TOY_KIND]: {
        ...broken,
        write: async (...args: Parameters<typeof broken.write>) =>
          args[1].name.name === 'doll' ? ({ kind: 'refused', message: 'no dolls' } as const) : broken.write(...args),
      },
    })
    const { outcome } = await deploy({ 'ball.toy': 'Green', 'doll.toy': 'Tin' })
    Object.assign(ON_SERVER, { [TOY_KIND]: TOY_ON_SERVER })
    expect(outcome.resources.map((resource) => [resource.name, resource.outcome])).toEqual([
      ['ball', 'rolled-back'],
      ['doll', 'failed'],
    ])
    expect(toyBox.get('ball')).toBe('Red')
  })

  it('is shown by its name, and linked to its page', async () => {
    const { plan, outcome } = await deploy({ 'ball.toy': 'Red' })
    expect(renderTerminal(aReport({ plan }), { color: false, width: 100 })).toContain('+ toy ball  create')
    const report = aReport({ command: 'deploy', result: 'deployed', plan, outcome })
    const comment = renderComment(report, { ...commentOptions(), stage: 'deployed' })
    expect(comment).toContain('[`ball`](https://kestra.acme.io/ui/main/toys/ball)')
  })
})
