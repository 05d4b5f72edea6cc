import { runCommand } from '../../../src/commands/run-command.ts'
import type { Report } from '../../../src/report/report.ts'
import { parseSettings } from '../../../src/settings/settings.ts'
import { aRun } from '../../commands/a-run.ts'
import type { TestServer } from '../../engine/engine.ts'
import type { Snapshot } from '../../histories/model-server.ts'
import type { Name } from '../../histories/name.ts'
import type { Certificate } from '../../support/certificate.ts'
import { type Crossed, type Crossing, type Fault, startFaultProxy } from '../../support/fault-proxy.ts'
import { ANSWER_SECONDS, type NamedFault } from '../../support/faults.ts'
import { isLastWrite, momentTeller, type RequestKind } from './requests.ts'
import { createWorld, type World } from './world.ts'

/** One square of the matrix: what goes wrong with which request, and for how long. */
export interface Cell {
  readonly kind: RequestKind
  readonly fault: NamedFault
  readonly lasts: 'once' | 'for good'
}

export const nameOfCell = ({ kind, fault, lasts }: Cell): string =>
  `${kind.moment}, ${kind.name}: ${fault.name}, ${lasts}`

export interface Played {
  readonly cell: Cell
  readonly report: Report
  readonly log: readonly Crossed[]
  /** One for each repeat. */
  readonly lines: readonly string[]
  readonly before: Snapshot
  readonly after: Snapshot
  readonly desired: ReadonlyMap<Name, string>
  /** The next deploy, with nothing in its way, and the server after it. */
  readonly next: Report
  readonly end: Snapshot
}

interface Stage {
  readonly world: World
  /** Of the proxy, where it speaks TLS, and what vouches for it. */
  readonly tls: { readonly certificate: Certificate; readonly caFile: string } | undefined
}

// Long enough for an engine that shares its machine: what waits for an answer in vain takes thirty of them, beside other cells.
const SECOND_MS = 250

/** A world whose first commit is deployed. */
export const startWorld = async (server: TestServer, isSmall: boolean): Promise<World> => {
  const world = await createWorld(server, { isSmall })
  await world.advance()
  const { result, message } = await deploy(world, server)
  if (result !== 'deployed') throw new Error(`the first deploy: ${result} ${message}`)
  return world
}

/** Deploys the next commit through the proxy with the fault of the cell, then once more with nothing in the way. */
export const playCell = async (cell: Cell, { world, tls }: Stage): Promise<Played> => {
  const { server, model } = world
  const before = await model.look()
  const desired = await world.advance()
  const lines: string[] = []
  await using proxy = await startFaultProxy({
    to: server.url,
    faultOf: faultFor(cell),
    secondMs: SECOND_MS,
    certificate: tls?.certificate,
  })
  const timeout = cell.fault.reasons.includes('server-timeout') || cell.fault.name === 'slow' ? ANSWER_SECONDS : 60
  const report = await deploy(
    world,
    { ...server, url: proxy.url },
    { lines, caFile: tls?.caFile, timeout, secondMs: SECOND_MS },
  )
  await proxy.settled()
  model.forget()
  const after = await model.look()
  const next = await deploy(world, server)
  model.forget()
  return { cell, report, log: proxy.log, lines, before, after, desired, next, end: await model.look() }
}

const REFUSAL: Fault = ({ answer }) =>
  answer({
    status: 422,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message: 'Invalid entity: no' })),
  })

const faultFor = ({ kind, fault, lasts }: Cell): ((crossing: Crossing) => Fault | undefined) => {
  const tell = momentTeller(kind.moment === 'read back' ? 4 : Number.POSITIVE_INFINITY)
  let hits = 0
  return (crossing) => {
    const moment = tell(crossing)
    if (kind.moment === 'roll back' && isLastWrite(crossing)) return REFUSAL
    if (moment !== kind.moment || crossing.method !== kind.method || !kind.path.test(crossing.path)) return undefined
    hits += 1
    return hits === 1 || lasts === 'for good' ? fault.fault : undefined
  }
}

type Way = Pick<TestServer, 'url' | 'tenant' | 'username' | 'password'>

interface Telling {
  readonly lines?: string[]
  readonly caFile?: string | undefined
  readonly timeout?: number
  readonly secondMs?: number
}

const deploy = (
  { directory }: World,
  { url, tenant, username, password }: Way,
  { lines = [], caFile = '', timeout = 60, secondMs = 1000 }: Telling = {},
): Promise<Report> =>
  runCommand(
    aRun(directory, {
      settings: parseSettings({
        ...{ server: url, tenant, username, password, 'ca-cert': caFile },
        'when-missing': 'delete',
        timeout: String(timeout),
      }),
      command: 'deploy',
      log: { info: (line) => lines.push(line), progress: () => undefined, reading: () => undefined },
      runtime: { signal: new AbortController().signal, now: slowClock(), secondMs },
    }),
  )

/** By this clock an hour passes between two looks at it: every write is preceded by a look at what it replaces. */
const slowClock = (): (() => number) => {
  let hours = 0
  return () => {
    hours += 1
    return hours * 3_600_000
  }
}
