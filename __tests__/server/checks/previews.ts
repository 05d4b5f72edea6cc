import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { previewOnGitHub } from '../../scenarios/preview-on-github.ts'
import { restlessFlows } from '../../support/restless-flows.ts'
import type { Lab } from '../lab.ts'
import { expectMatch, expectSame } from './expect-same.ts'

// The same flows begin three executions and more in that time, which the end of the check shows.
const QUIET_MS = 15_000
const LONGEST_MS = 60_000

const Found = z.object({ total: z.int() })

/** How many executions there are in a namespace. */
const executionsIn = async (lab: Lab, namespace: string): Promise<number> => {
  const answer = await lab.call(`/executions/search?size=1&filters%5Bnamespace%5D%5BEQUALS%5D=${namespace}`)
  return Found.parse(await answer.json()).total
}

/**
 * A preview has namespaces of its own outside of the prefix of the checks, so this one goes past their guard, with a number that no pull request
 * has; it removes what it made itself, whatever comes.
 */
export const previewRunsNothing = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('restless')
  const number = randomInt(1_000_000_000, 2_000_000_000)
  const inPreview = `pr-${number}.${namespace}`
  const flows = restlessFlows(namespace, lab.isBefore2)
  const repository = lab.repository({ 'README.md': 'Flows\n' })
  await using preview = await previewOnGitHub({ repository, server: lab.target }, flows, number)
  try {
    const opened = await preview.run('opened')
    expectSame(`the job of the preview (it says: ${opened.log.slice(-500)})`, opened.code, 0)
    expectMatch('its comment', preview.comments()[0], /the \d+ triggers of its flows are left out/)
    expectSame('its flows', await flowsIn(lab, inPreview), Object.keys(flows).length)
    await sleep(QUIET_MS)
    expectSame('executions in the preview', await executionsIn(lab, inPreview), 0)
    await lab.json(repository, ['deploy'])
    const began = async () => (await executionsIn(lab, namespace)) > 0
    for (const started = performance.now(); !(await began()); await sleep(500))
      if (performance.now() - started > LONGEST_MS) throw new Error('the same flows begin nothing in production either')
    await sleep(QUIET_MS)
    expectSame('executions in the preview beside production', await executionsIn(lab, inPreview), 0)
  } finally {
    for (const path of Object.keys(flows)) await lab.hands.deleteFlow(namespace, idOf(path))
    preview.close()
    expectSame('the job that removes the preview', (await preview.run('closed')).code, 0)
  }
  expectSame('its flows at the end', await flowsIn(lab, inPreview), 0)
}

const idOf = (path: string): string => path.replace(/^.*\/|\.yml$/g, '')

const flowsIn = async (lab: Lab, namespace: string): Promise<number> =>
  (await lab.hands.flows()).filter((flow) => flow.namespace === namespace).length
