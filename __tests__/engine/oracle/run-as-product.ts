import { flowForCase } from '../../../src/flow-tests/fixtures/flow-for-case.ts'
import { caseToRun, runCase } from '../../../src/flow-tests/run/run-case.ts'
import type { KestraClient } from '../../../src/kestra/client.ts'
import { connectKestra } from '../../../src/kestra/connect.ts'
import { readSuite, type Suite, type SuiteCase } from '../../../src/suites/suite.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'
import { call, newTenant, type TestServer } from '../engine.ts'
import { storeFlows } from './ask-oracle.ts'
import type { Topic } from './corpus.ts'

/** What the product says of a case; the message is the reason of a case that it skips. */
export interface ToldOfCase {
  readonly id: string
  readonly verdict: 'passed' | 'failed' | 'error' | 'skipped'
  readonly message: string | null
  /** Whether each comparison holds that could be judged. */
  readonly assertions: readonly boolean[]
}

/** Has the product run every case of a suite, each in a tenant of its own, with the flows of the topic as they are beside the one for the case. */
export const runAsProduct = async (
  server: TestServer,
  topic: Topic,
  suiteText: string,
): Promise<readonly ToldOfCase[]> => {
  const suite = readSuite(`${topic.name}.yml`, parseYaml(suiteText))
  const reported: ToldOfCase[] = []
  const waiting = [...suite.cases]
  const work = async (): Promise<void> => {
    for (let of = waiting.shift(); of !== undefined; of = waiting.shift())
      reported.push({ id: of.id, ...(await oneCase(server, topic, { suite, of })) })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return reported
}

const AT_ONCE = 4
const SKIPPED = { verdict: 'skipped', assertions: [] } as const

const oneCase = async (
  server: TestServer,
  { flows, ...topic }: Topic,
  { suite, of }: { readonly suite: Suite; readonly of: SuiteCase },
): Promise<Omit<ToldOfCase, 'id'>> => {
  if (of.isDisabled) return { ...SKIPPED, message: 'It is disabled.' }
  const documents = flows.map((text) => parseYaml(text))
  const document = documents.find(({ id }) => id === suite.flowId)
  if (document === undefined) throw new Error(`The topic ${topic.name} has no flow ${suite.flowId}.`)
  const outputOrder = server.version.startsWith('1.') ? 'hashed' : 'written'
  const made = flowForCase({ suite, case: of, outputOrder, flow: { file: 'flow.yml', document } })
  if ('skipped' in made) return { ...SKIPPED, message: made.skipped }
  const tenant = newTenant('oracle')
  const place = { ...server, tenant, username: `${tenant}@engine.test` }
  const sent = documents.map((each) => (each === document ? made.flow.source : each.source))
  await storeFlows(place, { ...topic, flows: sent })
  for (const { path, content } of made.files) await storeFile(place, suite.namespace, { path, content })
  const client = await connect(place)
  try {
    const ran = caseToRun(made.suite, made.case, {
      ...{ namespace: suite.namespace, revision: 1 },
      ...{ fileInputs: new Set(), givenTasks: made.givenTasks },
    })
    const { result } = await runCase(ran, { client, now: Date.now, signal: NEVER, labels: {} })
    return {
      verdict: result.verdict,
      message: result.message ?? result.assertions.find((each) => !each.passed)?.actual ?? null,
      assertions: result.assertions
        .filter(({ expected }) => !expected.endsWith('` to be known'))
        .map(({ passed }) => passed),
    }
  } finally {
    await client.http.close()
  }
}

const NEVER = new AbortController().signal

const storeFile = async (
  place: TestServer,
  namespace: string,
  { path, content }: { readonly path: string; readonly content: string },
): Promise<void> => {
  const body = new FormData()
  body.append('fileContent', new Blob([content]), 'content')
  const query = new URLSearchParams({ path: `/${path}` })
  const stored = await call(place, `/namespaces/${namespace}/files?${query}`, { method: 'POST', body })
  if (!stored.ok) throw new Error(`The file ${path} is not stored: ${await stored.text()}`)
}

const connect = ({ url, tenant, username, password }: TestServer): Promise<KestraClient> =>
  connectKestra({
    server: url,
    tenant,
    credentials: { kind: 'basic', username, password },
    headers: {},
    caCertificate: undefined,
    timeoutSeconds: 60,
    signal: NEVER,
    onRepeat: () => undefined,
  })
