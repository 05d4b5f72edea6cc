import { expect, test } from 'vitest'
import { upgradeFlow } from '../../src/upgrade/upgrade-flow.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { describeNewestEngine, runningServer } from '../engine/engine.ts'
import { UPGRADE_PAIRS } from '../fixtures/upgrade-pairs.ts'
import { playFlows } from '../support/play-flows.ts'

const NAMESPACE = 'company.upgrade'

const FLOWS = UPGRADE_PAIRS.map(({ name, body, inputs }, index) => {
  const lineEnd = body.includes('\r\n') ? '\r\n' : '\n'
  const id = `flow-${index}`
  const source = `id: ${id}${lineEnd}namespace: ${NAMESPACE}${lineEnd}${body}`
  return { name, id, source, inputs }
})

describeNewestEngine('a flow of 1.x that `upgrade` rewrote', () => {
  test('ends on 2.0.0 in the same state, with the same values, as the original on 1.3.31', async () => {
    const rewritten = FLOWS.map((flow) => ({
      ...flow,
      source: upgradeFlow('a.yml', parseYaml(flow.source), { staysOn1: false })?.after ?? '',
    }))
    const servers = [await runningServer('1.3.31'), await runningServer('2.0.0')] as const
    const [before, after] = await Promise.all([
      playFlows(servers[0], NAMESPACE, FLOWS),
      playFlows(servers[1], NAMESPACE, rewritten),
    ])
    const outcomes = (of: typeof before) => FLOWS.map(({ id, name }) => ({ name, ...of.get(id) }))
    expect(outcomes(before).filter(({ state = '' }) => state.startsWith('REFUSED'))).toEqual([])
    expect(outcomes(after)).toEqual(outcomes(before))
  })
})
