import { describe, expect, it } from 'vitest'
import { type DeployOptions, deployPlan } from '../../src/deploy/deploy-plan.ts'
import { explainUnavailable } from '../../src/kestra/http/explain-connection.ts'
import { fingerprintOf, indexDesired, indexLive } from '../../src/kinds/kinds.ts'
import { computePlan } from '../../src/plan/compute-plan.ts'
import { readRecords } from '../../src/record/read-records.ts'
import { rewriteRecord } from '../../src/record/record-json.ts'
import { NOTHING } from '../../src/resource/fingerprint.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { aPlanInput } from '../support/plan-input.ts'
import { type Fate, type ServerCall, type ServerInMemory, serverInMemory } from '../support/server-in-memory.ts'
import { NAME, text } from './a-step.ts'

const OWNER = 'acme/flows'
const { namespace } = NAME
const desired = (name: string) => ({ ...NAME, name, file: `flows/${name}.yml`, content: text(name, 'after') })

/** The message of the flow with a fingerprint. */
const messageOf = (name: string, fingerprint: unknown): string => {
  const known = ['before', 'after', 'by hand'].find(
    (message) => fingerprintOf('flow', text(name, message)) === fingerprint,
  )
  return known ?? (fingerprint === NOTHING ? 'nothing' : '')
}

/** `one before>after`: deployed and, behind the arrow, intended; with the commit that the record names. */
const reported = ({ records }: ServerInMemory): string => {
  const record = records.get(namespace) as { owners?: Record<string, Record<string, unknown>> } | undefined
  const part = record?.owners?.[OWNER]
  if (part === undefined) return 'none'
  const flows = Object.entries(part['flows'] as Record<string, { deployed?: string; intended?: string }>)
  const entries = flows.map(([name, { deployed, intended }]) => {
    const before = messageOf(name, deployed)
    return `${name} ${before}${intended === undefined ? '' : `>${messageOf(name, intended)}`}`
  })
  return `${part['commit']}: ${entries.join(', ')}`
}

/** `one` and `three` were deployed by commit `b`; commit `c` changes `one`, adds `two` and has no `three`. */
const begin = async () => {
  const server = serverInMemory()
  for (const name of ['one', 'three']) server.put({ ...NAME, name, content: text(name, 'before') })
  const resources = new Map(
    ['one', 'three'].map((name) => [
      resourceKey({ ...NAME, name }),
      { deployed: fingerprintOf('flow', text(name, 'before')), file: `flows/${name}.yml` },
    ]),
  )
  const before = { commit: 'b', committed: 1, run: 'r', namespaces: [namespace], resources, hasMore: false }
  server.records.set(namespace, rewriteRecord(undefined, { namespace, owner: OWNER, next: before }))
  return server
}

const deploy = async (server: ServerInMemory, names: readonly string[], options: Partial<DeployOptions> = {}) => {
  const desiredResources = indexDesired(names.map(desired))
  const liveResources = indexLive([...server.resources.values()])
  const records = await readRecords(server.client, OWNER, { namespaces: [namespace], isAllowed: () => true })
  const computed = computePlan(
    aPlanInput({ desiredResources, liveResources, recorded: records.recorded, baseResources: new Map() }),
  )
  const { client } = server
  return deployPlan(
    { ...computed, edges: [] },
    {
      ...{
        client,
        desiredResources,
        liveResources,
        records,
        skippedUnchanged: new Set(),
        unsupportedKinds: new Set(),
        keepsRecord: true,
      },
      ...{
        stamp: { commit: 'c', committed: 2, run: 's' },
        knownFlows: [],
        onFailure: 'rollback',
        readAt: 0,
        now: () => 0,
      },
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
      ...options,
    },
  )
}

const at =
  (verb: ServerCall['verb'], name: string, happens: (server: ServerInMemory) => Fate) => (server: ServerInMemory) => {
    server.earlier = (call) => (call.verb === verb && call.name === name ? happens(server) : undefined)
  }
const refused = (): Fate => ({ kind: 'refused', message: 'no' })
const killed = (): Fate => {
  throw new Error('killed')
}
const unavailableError = (server: ServerInMemory): Fate => {
  server.unavailableError = explainUnavailable('https://kestra.acme.io')
  return server.unavailableError
}

interface Row {
  readonly name: string
  readonly when?: (server: ServerInMemory) => void
  readonly options?: Partial<DeployOptions>
  readonly record: string
}

const rows: readonly Row[] = [
  { name: 'all is well', record: 'c: one after, two after' },
  {
    name: 'a create is refused, and all is put back: the commit that was deployed stays named',
    when: at('write', 'two', refused),
    record: 'b: one before, three before, two >after',
  },
  {
    name: 'a create is refused, and what was written stays',
    when: at('write', 'two', refused),
    options: { onFailure: 'stop' },
    record: 'c: one after, three before, two >after',
  },
  {
    name: 'the run is killed in its first write: the record has what it was about to do',
    when: at('write', 'one', killed),
    record: 'c: one before>after, three before>nothing, two >after',
  },
  {
    name: 'the server becomes unavailable: the record has what the run was about to do',
    when: at('write', 'two', unavailableError),
    record: 'c: one before>after, three before>nothing, two >after',
  },
  { name: 'no record is kept', options: { keepsRecord: false }, record: 'b: one before, three before' },
]

describe('the record of a deploy', () => {
  it.each(rows)('where $name', async ({ when, options, record }) => {
    const server = await begin()
    when?.(server)
    await deploy(server, ['one', 'two'], options).catch((error: unknown) => expect(error).toEqual(new Error('killed')))
    expect(reported(server)).toBe(record)
  })

  it('is not written again by a run that has nothing to do', async () => {
    const server = await begin()
    await deploy(server, ['one', 'two'])
    const before = server.client.http.requestCount()
    const outcome = await deploy(server, ['one', 'two'])
    expect(outcome).toMatchObject({ resources: [], notices: [] })
    // One look at the record, and no more.
    expect(server.client.http.requestCount() - before).toBe(1)
  })

  it('is deleted with the last resource of its namespace', async () => {
    const server = await begin()
    await deploy(server, [], { onFailure: 'stop' })
    expect(server.records.has(namespace)).toBe(false)
  })
})
