import * as z from 'zod'
import { TESTED_VERDICTS, testedFlows } from '../../support/tested-flows.ts'
import type { Lab, Traffic } from '../lab.ts'
import { expectMatch, expectSame, expectWith } from './expect-same.ts'

const Total = z.looseObject({ total: z.number() })

const FLOW = /\/(?:flows|executions)\/(kestra-gitops-test-[a-z0-9]{13}-\d+\.[\w.-]+)\/([\w-]+)/
const NAMESPACE = /\/(kestra-gitops-test-[a-z0-9]{13}-\d+\.[\w.-]+)\//

const namesIn = (sent: Traffic['sent'], pattern: RegExp): readonly string[] => [
  ...new Set(sent.flatMap(({ path }) => pattern.exec(path)?.slice(1).join(' ') ?? [])),
]

/** What is on the server at the addresses that runs have used, looked at past the program under test. */
const leftOf = async (lab: Lab, sent: Traffic['sent']): Promise<readonly string[]> => {
  const left: string[] = []
  for (const name of namesIn(sent, FLOW)) {
    const [namespace = '', id = ''] = name.split(' ')
    if ((await lab.hands.flow(namespace, id)) !== undefined) left.push(`flow ${name}`)
    const answer = await lab.call(`/executions?namespace=${namespace}&flowId=${id}`)
    const { total } = Total.parse(await answer.json())
    if (total > 0) left.push(`${total} executions of ${name}`)
  }
  for (const namespace of namesIn(sent, NAMESPACE)) {
    const files = await lab.call(`/namespaces/${namespace}/files/search?q=/`)
    const listed: unknown = files.ok ? await files.json() : []
    if (Array.isArray(listed) && listed.length > 0) left.push(`files of ${namespace}`)
    for (const key of ['rate', 'made'])
      if ((await lab.call(`/namespaces/${namespace}/kv/${key}`)).ok) left.push(`key ${key} of ${namespace}`)
  }
  return left
}

const verdictsOf = (tests: readonly { readonly case: string; readonly verdict: string }[]) =>
  tests.map(({ case: name, verdict }) => [name, verdict])

/** Each case in namespaces of its own, four at a time; the tree itself is not deployed. */
export const flowTests = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('tested')
  const repository = lab.repository(testedFlows(namespace))
  const run = await lab.json(repository, ['test', '--all'])
  expectWith('the tests', run, { code: 1, result: 'failed', reason: 'tests-failed' })
  expectSame('their verdicts', verdictsOf(run.tests), TESTED_VERDICTS)
  expectSame('its namespaces', namesIn(run.sent, NAMESPACE).length, 3)
  expectSame('what is left', await leftOf(lab, run.sent), [])
  expectSame('what was deployed', await lab.hands.flow(namespace, 'total'), undefined)
}

/** In the middle of the first execution: nobody is left to remove anything. */
export const flowTestsKilled = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('testskilled')
  const repository = lab.repository(testedFlows(namespace))
  const killed = await lab.run(repository, ['test', '--all'], {
    before: ({ method, path }, child) => {
      if (method === 'GET' && /\/executions\/[A-Za-z0-9]{10,}$/.test(path)) child?.kill('SIGKILL')
    },
  })
  expectSame('the exit code of what was killed', killed.code, null)
  expectSame('what it left is there', (await leftOf(lab, killed.sent)).length > 0, true)
  const next = await lab.json(repository, ['test', '--all'])
  expectSame('the verdicts of the next run', verdictsOf(next.tests), TESTED_VERDICTS)
  expectMatch('what it says', next.notices.join(' '), /Removed what \d+ earlier test runs? left/)
  expectSame('what is left', await leftOf(lab, [...killed.sent, ...next.sent]), [])
}
