import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/finding/problem.ts'
import { allCodes, codeEntry } from '../../src/lint/all-codes.ts'
import { applySeverities } from '../../src/lint/apply-severities.ts'
import { downgradeAcceptedByServer } from '../../src/lint/finalize-findings.ts'
import { mergeProblems } from '../../src/lint/merge-problems.ts'
import type { FindingCode } from '../../src/lint/rule-finding.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { aDesiredFlow } from '../lint/offline-problems.ts'
import { baseFlows, unsavableMutations } from '../scenarios/named-mutations.ts'
import { aProblem } from './a-problem.ts'

const codes = Object.keys(allCodes) as FindingCode[]

const anError = (code: FindingCode, overrides: Partial<Problem> = {}): Problem => ({
  ...aProblem(code, { message: 'm', file: 'flows/a.yml', position: { line: 1, column: 1 }, severity: 'error' }),
  ...overrides,
})

const ACCEPTED: ReadonlySet<string> = new Set(['flows/a.yml'])

/** What a server that accepts the flow does not say: that these are fine. Each has its reason in docs/problems.md. */
const OF_THE_TREE: readonly FindingCode[] = [
  'several-documents',
  'duplicate-key',
  'name-read-differently',
  'name-is-a-route',
  'revision-in-source',
  'flow-too-large',
  'duplicate-flow',
  'unknown-flow',
  'missing-file',
  'possible-secret',
  'two-masters',
]

describe('a flow that the server accepts', () => {
  const decided = codes.filter((code) => codeEntry(code)?.isDecidedByServer && code !== 'removed-syntax')
  it.each(decided)('lowers %s to a warning', (code) => {
    const [problem] = downgradeAcceptedByServer([anError(code)], ACCEPTED)
    expect(problem?.severity).toBe('warning')
    expect(problem?.hint).toMatch(/This server accepts the flow/)
  })

  it.each(codes.filter((code) => !codeEntry(code)?.isDecidedByServer))('changes nothing about %s', (code) => {
    expect(downgradeAcceptedByServer([anError(code)], ACCEPTED)).toEqual([anError(code)])
  })

  it.each(['error', 'warning'] as const)('has no syntax that was removed (%s)', (severity) => {
    expect(downgradeAcceptedByServer([anError('removed-syntax', { severity })], ACCEPTED)).toEqual([])
  })

  it('has no say in what only the tree can tell', () => {
    expect(OF_THE_TREE.filter((code) => codeEntry(code)?.isDecidedByServer)).toEqual([])
  })

  it('changes nothing about another flow, about warnings, and about what the server said itself', () => {
    const others = [
      anError('wrong-type', { file: 'flows/b.yml' }),
      anError('wrong-shape', { severity: 'warning' }),
      anError('wrong-type', { source: 'server' }),
    ]
    expect(downgradeAcceptedByServer(others, ACCEPTED)).toEqual(others)
  })
})

describe('an error of the server', () => {
  it.each(codes)('is not lowered by a setting or a comment, as %s', (code) => {
    const said = anError(code, { source: 'server' })
    const options = { sourceOf: () => `id: a # kestra-gitops: ignore ${code}\n` }
    expect(applySeverities([said], { ...options, severities: { [code]: 'off' } })).toEqual([said])
    expect(applySeverities([said], { ...options, severities: { [code]: 'info' } })).toEqual([said])
  })

  it('makes the same error of an earlier check its own', () => {
    const own = anError('unknown-property')
    const [merged, ...more] = mergeProblems([[own], [anError('unknown-property', { source: 'server' })]])
    expect(more).toEqual([])
    expect(merged).toEqual({ ...own, source: 'server' })
    expect(
      applySeverities(merged === undefined ? [] : [merged], {
        sourceOf: () => '',
        severities: { 'unknown-property': 'off' },
      }),
    ).toHaveLength(1)
  })

  it('lets warnings of the server be lowered', () => {
    const warning = anError('server-warning', { source: 'server', severity: 'warning' })
    expect(applySeverities([warning], { sourceOf: () => '', severities: { 'server-warning': 'off' } })).toEqual([])
  })
})

describe('what a server finds valid and then does not save, or not under its name', () => {
  const cases = unsavableMutations.flatMap(({ name, change }) =>
    baseFlows.flatMap((base) => {
      const source = change(base)
      return source === undefined ? [] : [{ name, source }]
    }),
  )

  it.each(cases)('stays an error: $name', ({ source }) => {
    const flow = aDesiredFlow(source)
    const found = validateOffline({ flows: [flow], brokenFlows: [], desired: { resources: [] } })
    const left = downgradeAcceptedByServer(found, new Set([flow.file]))
    expect(left.filter(({ severity }) => severity === 'error')).not.toEqual([])
  })
})
