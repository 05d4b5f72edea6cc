import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { provenBy } from '../../src/command/proven-flows.ts'
import type { DesiredFlow } from '../../src/flow/flow-document.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { checkMark } from '../../src/validate/check-mark.ts'
import { type OfflineContext, validateOffline } from '../../src/validate/validate-offline.ts'
import { VERSION } from '../../src/version.ts'
import { aDesiredFile, aDesiredFlow } from './offline-problems.ts'

const task = fc.constantFrom(
  'type: io.kestra.plugin.core.log.Log\n    message: hi',
  'type: io.kestra.plugin.core.debug.Return\n    format: hi',
  'type: io.kestra.plugin.core.flow.Subflow\n    namespace: n\n    flowId: a',
  'type: io.kestra.plugin.core.flow.Subflow\n    namespace: n\n    flowId: b\n    inputs: {day: x}',
  'type: "io.kestra.plugin.core.flow.S\\x75bflow"\n    namespace: n\n    flowId: c',
  `type: io.kestra.plugin.core.log.Log\n    message: "{{ read('q.sql') }}"`,
  `type: io.kestra.plugin.core.log.Log\n    message: "{{ kv('limit') }}"`,
  'type: io.kestra.plugin.core.kv.Set\n    key: limit\n    value: 1',
  'type: io.kestra.plugin.core.flow.EachSequential\n    value: []',
)
const rest = fc.constantFrom(
  '',
  'inputs:\n  - id: day\n    type: STRING\n',
  'triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "61 * * * *"\n',
  'triggers:\n  - id: w\n    type: io.kestra.plugin.core.trigger.Flow\n    preconditions:\n      flows: [{namespace: n, flowId: a}]\n',
  'labels: {a: b}\nlabels: {a: c}\n',
)
const flow = (id: string): fc.Arbitrary<DesiredFlow | undefined> =>
  fc.option(
    fc
      .tuple(task, rest)
      .map(([one, more]) => aDesiredFlow(`id: ${id}\nnamespace: n\ntasks:\n  - id: t\n    ${one}\n${more}`)),
    { nil: undefined },
  )
const flows = fc.tuple(flow('a'), flow('b'), flow('c'))
const treeOf = (flows: readonly (DesiredFlow | undefined)[], hasFile: boolean) => ({
  flows: flows.filter((one) => one !== undefined),
  brokenFlows: [],
  desired: { resources: hasFile ? [aDesiredFile('n', '/q.sql')] : [] },
})
/** A tree, and one in which some of its flows are others, or gone. */
const change = fc
  .record({ was: flows, is: flows, stays: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()) })
  .map(({ was, is, stays }) => [was, is.map((one, at) => (stays[at] === true ? was[at] : one))] as const)
const files = fc.tuple(fc.boolean(), fc.boolean())
const changeOfTree = fc
  .tuple(change, files)
  .map(([[was, is], [had, has]]) => ({ before: treeOf(was, had), after: treeOf(is, has) }))
const contextOf = (keys: readonly string[]): OfflineContext => ({
  version: { major: 2, minor: 0 },
  server: { flows: [], files: new Map([['n', new Set()]]), keys: new Map([['n', new Set(keys)]]), isComplete: true },
})
const context = fc.constantFrom(contextOf([]), contextOf(['limit']))

describe('what was found to be clean once', () => {
  it('need not be read again, whatever has changed around it', () => {
    const passedOver = { count: 0 }
    fc.assert(
      fc.property(changeOfTree, context, context, ({ before, after }, then, now) => {
        const faulty = new Set(validateOffline(before, then).map(({ file }) => file))
        const clean = new Set(
          before.flows.filter(({ file }) => !faulty.has(file)).map(({ document }) => document.source),
        )
        const isProven = ({ document }: DesiredFlow) => clean.has(document.source)
        passedOver.count += after.flows.filter(isProven).length
        expect(validateOffline(after, { ...now, isProven })).toEqual(validateOffline(after, now))
      }),
      { numRuns: 2000 },
    )
    expect(passedOver.count).toBeGreaterThan(200)
  })
})

describe('the mark of a checked text', () => {
  const flow = aDesiredFlow('id: a\nnamespace: n\ntasks: []\n')
  const by = { release: VERSION, version: { major: 2, minor: 0 } }
  const server = { version: '2.0.1', major: 2, minor: 0, edition: undefined, pluginsHash: undefined, uiUrl: undefined }
  const isProven = (checked: string | undefined) => {
    const recorded = new Map([[resourceKey({ kind: 'flow', namespace: 'n', name: 'a' }), { deployed: 'x', checked }]])
    const records = { owner: 'o', recorded, byNamespace: new Map(), claims: new Map(), unreadable: new Set<string>() }
    const rest = { newer: new Set<string>(), beyond: [], key: undefined, notices: [] }
    return provenBy({ records: { ...records, ...rest } }, server)(flow)
  }

  it('is believed of this very text, from this release, for a server of this version', () => {
    expect(isProven(checkMark(flow.document, by))).toBe(true)
  })

  test.each([
    ['no mark', undefined],
    ['another text', checkMark(aDesiredFlow('id: a\nnamespace: n\ntasks: [] \n').document, by)],
    ['another release', checkMark(flow.document, { ...by, release: '0.0.0' })],
    ['another version of the server', checkMark(flow.document, { ...by, version: { major: 1, minor: 3 } })],
  ])('is not believed: %s', (_, checked) => {
    expect(isProven(checked)).toBe(false)
  })
})
