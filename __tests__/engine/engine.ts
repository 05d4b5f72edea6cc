import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { describe, expect, inject } from 'vitest'
import * as z from 'zod'
import { type EngineVersion, engineVersions } from './engine-versions.ts'
import { ENGINE_PASSWORD } from './start-engine.ts'

/** One test's own Kestra server: a tenant that no other test has, on the engine of that version. */
export interface TestServer {
  readonly version: EngineVersion
  readonly url: string
  readonly tenant: string
  readonly username: string
  readonly password: string
}

/** What to do wrong with the next requests of this tenant (also with those whose path has no tenant, such as `/api/v1/configs`). */
export interface Fault {
  /** Regular expression on the whole method; default: any. */
  readonly method?: string
  /** Regular expression found anywhere in the path with its query; default: any. */
  readonly path?: string
  /** How many requests; default 1. */
  readonly times?: number
  /** The status answered instead of the real one. */
  readonly status?: number
  /** Carry the request out all the same ("stored although 500"); default false. */
  readonly isAfter?: boolean
  readonly delayMs?: number
  /** Close the connection without an answer. */
  readonly isDrop?: boolean
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const LoggedRequest = z.object({ method: z.string(), path: z.string(), status: z.int() })

/** A request the server got; status 0: the connection was dropped. The path has its query. */
export type LoggedRequest = z.infer<typeof LoggedRequest>

/** Runs a suite once per Kestra version; a version that cannot run on this machine shows as skipped. */
export function describeEngines(name: string, suite: (version: EngineVersion) => void): void {
  for (const version of engineVersions) describeOn(version, name, suite)
}

/** The same against the newest version alone: for what the product decides by itself, whatever the version says. */
export function describeNewestEngine(name: string, suite: (version: EngineVersion) => void): void {
  describeOn(engineVersions[0], name, suite)
}

function describeOn(version: EngineVersion, name: string, suite: (version: EngineVersion) => void): void {
  describe.skipIf(inject('engineUrls')[version] === undefined)(`${name} (Kestra ${version})`, () => suite(version))
}

/**
 * The cases of a table that this version plays: one in `share`, and another one on each version. By default each case is played once, on
 * the versions in turns, for tables as `describeNewestEngine` is for suites; with 1 each version plays all.
 */
export function inTurns<Case>(
  cases: readonly Case[],
  version: EngineVersion,
  share: number = engineVersions.length,
): readonly Case[] {
  return cases.filter((_, index) => index % share === engineVersions.indexOf(version) % share)
}

/** An empty server. The user name carries the tenant, so that requests without a tenant in the path count as this test's. */
export function freshServer(version: EngineVersion): TestServer {
  const tenant = newTenant(basename(expect.getState().testPath ?? 'test', '.test.ts'))
  return { version, url: engineUrl(version), tenant, username: `${tenant}@engine.test`, password: ENGINE_PASSWORD }
}

/** As `freshServer`, on the engine in which executions begin and run. */
export async function runningServer(version: EngineVersion): Promise<TestServer> {
  const answer = await fetch(`${inject('runningEnginesUrl')}/${version}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return { ...freshServer(version), url: text }
}

/** A tenant that no other test has. `sender` tells whose it is in what the engine notes. */
export function newTenant(sender: string): string {
  return `${sender}-${randomUUID().replaceAll('-', '')}`
}

/** The headers of a call that a test makes itself: the engine does not count it as the product's. */
export function handHeaders({ username, password }: Pick<TestServer, 'username' | 'password'>): Record<string, string> {
  return { authorization: `Basic ${btoa(`${username}:${password}`)}`, 'x-test-hand': 'true' }
}

/** One call to a server, with the credentials; `path` is relative to `/api/v1/{tenant}`. */
export function call(server: Omit<TestServer, 'version'>, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers({ ...Object.fromEntries(new Headers(init.headers)), ...handHeaders(server) })
  return fetch(`${server.url}/api/v1/${server.tenant}${path}`, { ...init, headers })
}

export async function injectFault(server: TestServer, fault: Fault): Promise<void> {
  await control(server, '/faults', asJson({ ...fault, tenant: server.tenant }))
}

/** From now on this tenant answers as open-source Kestra 2.0.0 does: it has no dashboards. Without this it is the snapshot of 2.0.0, which has them. */
export async function becomeOpenSource(server: Pick<TestServer, 'url' | 'tenant'>): Promise<void> {
  await control(server, '/open-source', asJson({ tenant: server.tenant }))
}

/** Replaces `from` with `to` in the stored text of a flow, behind the engine's back: it may then hold what the engine cannot parse. */
export async function changeStoredFlow(
  server: Pick<TestServer, 'url' | 'tenant'>,
  change: { readonly namespace: string; readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await control(server, '/stored-flows', asJson({ tenant: server.tenant, ...change }))
}

function asJson(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** Every request of this tenant since its start or the last reset, oldest first. */
export async function requestLog(server: TestServer): Promise<LoggedRequest[]> {
  const response = await control(server, `/requests?tenant=${server.tenant}`)
  return z.array(LoggedRequest).parse(await response.json())
}

/** Forgets the requests and the unused faults of this tenant. */
export async function resetControl(server: TestServer): Promise<void> {
  await control(server, `?tenant=${server.tenant}`, { method: 'DELETE' })
}

async function control(server: Pick<TestServer, 'url'>, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`${server.url}/_control${path}`, init)
  if (!response.ok) throw new Error(`Control call ${path}: ${response.status} ${await response.text()}`)
  return response
}

function engineUrl(version: EngineVersion): string {
  const url = inject('engineUrls')[version]
  if (url === undefined) throw new Error(`No engine of Kestra ${version} runs: put the test into describeEngines.`)
  return url
}
