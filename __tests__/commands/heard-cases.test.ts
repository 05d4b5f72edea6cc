import { describe, expect, it } from 'vitest'
import { findHeardCases } from '../../src/commands/heard-cases.ts'
import { caseToRun } from '../../src/flow-tests/run/run-case.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { readSuite } from '../../src/suites/suite.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aClient } from '../support/a-client.ts'

const STAGED = 'kestra-gitops-test-0123456789abc-0.shop'
const CASE =
  'testCases:\n  - {id: one, type: io.kestra.core.tests.flow.UnitTest, assertions: [{value: a, equalTo: a}]}\n'
const LOG = 'tasks: [{id: l, type: io.kestra.plugin.core.log.Log, message: a}]\n'

/** A case of a flow with these tasks, which lies on the server beside a flow `child`. */
const aStagedCase = (tasks: string) => {
  const suite = readSuite('shop/tests/a.yml', parseYaml(`id: s\nnamespace: shop\nflowId: parent\n${CASE}`))
  const [of] = suite.cases
  if (of === undefined) throw new Error('no case')
  const place = { namespace: STAGED, revision: undefined, fileInputs: new Set<string>(), givenTasks: new Set<string>() }
  const flow = (name: string, text: string) =>
    ({ kind: 'flow', namespace: STAGED, name, content: `id: ${name}\nnamespace: ${STAGED}\n${text}` }) as const
  return { ran: caseToRun(suite, of, place), resources: [flow('parent', tasks), flow('child', LOG)] }
}

const CALLING = aStagedCase(
  `tasks: [{id: c, type: io.kestra.plugin.core.flow.Subflow, namespace: ${STAGED}, flowId: child}]\n`,
)
const QUIET = aStagedCase(LOG)
const LISTENER = 'triggers: [{id: t, type: io.kestra.plugin.core.trigger.Flow}]\n'

const find = async (
  cases: readonly ReturnType<typeof aStagedCase>[],
  inputs = {},
  { version = '1.3.31', namespace = 'prod', status = 200 } = {},
) => {
  const source = `id: listener\nnamespace: ${namespace}\n${LOG}${LISTENER}`
  const listed = { id: 'listener', namespace, revision: 1 }
  const { client, asked } = aClient(
    ({ path }) => {
      if (status !== 200) return { status, json: { message: 'no' } }
      // The archive cannot be made, so flows are read one by one.
      if (path.includes('/export/')) return { status: 500 }
      return { json: path.includes('/search') ? { results: [listed], total: 1 } : { ...listed, source } }
    },
    { version },
  )
  const found = await findHeardCases(cases, client, parseSettings(inputs))
  return { ...found, asked }
}

describe('cases that a Flow trigger on the server may hear', () => {
  it('are said before the run, and run', async () => {
    const { cases, skipped, notices } = await find([QUIET, CALLING])
    expect(cases).toEqual([QUIET, CALLING])
    expect(skipped.size).toBe(0)
    expect(notices).toEqual([expect.stringContaining('`prod.listener` (`t`)')])
  })

  it('are skipped where the setting says so, and no other', async () => {
    const { cases, skipped, notices } = await find([QUIET, CALLING], { 'on-listener': 'skip' })
    expect(cases).toEqual([QUIET])
    expect([...skipped]).toEqual([[CALLING, expect.objectContaining({ verdict: 'skipped', case: 'one' })]])
    expect(skipped.get(CALLING)?.message).toContain('`prod.listener` (`t`)')
    expect(notices).toHaveLength(1)
  })

  it('are none, and nothing is asked, on 2.0 and where no case calls a flow', async () => {
    expect(await find([CALLING], {}, { version: '2.0.0' })).toMatchObject({ cases: [CALLING], notices: [], asked: [] })
    expect(await find([QUIET])).toMatchObject({ cases: [QUIET], notices: [], asked: [] })
  })

  it('are none of a listener that another run of tests left', async () => {
    const namespace = 'kestra-gitops-test-zzzzzzzzzzzzz-3.prod'
    expect(await find([CALLING], {}, { namespace })).toMatchObject({ cases: [CALLING], notices: [] })
  })

  it('name no listener outside of `namespaces`', async () => {
    const { notices } = await find([CALLING], { namespaces: 'shop' })
    expect(notices).toHaveLength(1)
    expect(notices[0]).not.toContain('listener`')
    expect(notices[0]).toContain('1 trigger')
  })

  it('may be each that calls a flow, where the server does not give its flows', async () => {
    expect(await find([CALLING], {}, { status: 403 })).toMatchObject({
      cases: [CALLING],
      notices: [expect.any(String)],
    })
    const skip = await find([QUIET, CALLING], { 'on-listener': 'skip' }, { status: 403 })
    expect([skip.cases, skip.skipped.size]).toEqual([[QUIET], 1])
  })
})
