import { describe, expect, it } from 'vitest'
import { validateOnServer } from '../../src/commands/validate-on-server.ts'
import type { Problem } from '../../src/finding/problem.ts'
import { makeProblem } from '../../src/finding/problem-codes.ts'
import type { ResourceToValidate } from '../../src/kinds/kind-on-server.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aFlow } from '../support/a-flow.ts'
import { aCallingFlow } from '../support/plan-input.ts'
import { serverInMemory } from '../support/server-in-memory.ts'

const resource = (name: string, kind: ResourceToValidate['kind'] = 'flow'): ResourceToValidate => ({
  ...{ kind, namespace: 'company.team', name, file: `${name}.yml` },
  document: parseYaml(aFlow({ id: name })),
})
const [a, b, c] = [resource('a'), resource('b'), resource('c')]
/** Only a server can say whether that key is one. */
const accusing = (file: string): Problem => makeProblem('unknown-property', { message: 'no', file })

interface Asking {
  readonly asked: readonly ResourceToValidate[]
  readonly own?: readonly Problem[]
  readonly objections?: Readonly<Record<string, string>>
  readonly calls?: Readonly<Record<string, readonly string[]>>
  /** What the server reads in a file; `null`: it does not say. */
  readonly readings?: Readonly<Record<string, { readonly namespace: string; readonly id: string } | null>>
}

const ask = async ({ asked, own = [], objections = {}, calls = {}, readings = {} }: Asking) => {
  const server = serverInMemory()
  for (const [file, text] of Object.entries(objections)) server.objections.set(file, [text])
  for (const [file, readAs] of Object.entries(readings)) server.readings.set(file, readAs ?? undefined)
  const knownFlows = Object.entries(calls).map(([name, targets]) => aCallingFlow(name, ...targets))
  const tree = async () => ({ resources: [a, b, c], knownFlows })
  const { problems, accepted } = await validateOnServer(server.client, asked, { ownProblems: async () => own, tree })
  const reported = problems.map(({ file, code }) => `${file} ${code}`)
  return { calls: server.calls, reported, accepted: [...accepted], problems }
}

describe('the opinion of the server', () => {
  it('is none where there is no server', async () => {
    const tree = async () => ({ resources: [a], knownFlows: [] })
    const opinion = await validateOnServer(undefined, [a], { ownProblems: async () => [], tree })
    expect(opinion).toEqual({ problems: [], accepted: new Set() })
  })

  it('is asked for what may be written, and for nothing else', async () => {
    expect(await ask({ asked: [a, b] })).toMatchObject({
      calls: ['validate flows'],
      reported: [],
      accepted: ['a.yml', 'b.yml'],
    })
    expect((await ask({ asked: [] })).calls).toEqual([])
    expect((await ask({ asked: [resource('/q.yml', 'file')] })).calls).toEqual([])
  })

  it('is asked also for what this program alone finds wrong, once each', async () => {
    const own = [accusing('a.yml'), accusing('c.yml'), makeProblem('duplicate-flow', { message: 'no', file: 'b.yml' })]
    const { calls, accepted } = await ask({ asked: [a], own })
    expect(calls).toEqual(['validate flows', 'validate flows'])
    expect(accepted).toEqual(['a.yml', 'c.yml'])
  })

  it('is told of what it refuses, at its file', async () => {
    const objections = { 'a.yml': 'tasks: must not be empty' }
    const { reported, accepted } = await ask({ asked: [a, b], objections })
    expect(reported).toEqual([expect.stringMatching(/^a\.yml /)])
    expect(accepted).toEqual(['b.yml'])
  })

  it('is refused where it reads another flow than was planned, by both names and at the one that differs', async () => {
    const readings = { 'a.yml': { namespace: 'prod', id: 'a' }, 'b.yml': { namespace: 'company.team', id: 'hidden' } }
    const { problems, accepted } = await ask({ asked: [a, b, c], readings })
    expect(problems).toMatchObject([
      { code: 'read-as-another', severity: 'error', source: 'server', file: 'a.yml', line: 2, column: 12 },
      { code: 'read-as-another', severity: 'error', source: 'server', file: 'b.yml', line: 1, column: 5 },
    ])
    expect(problems[0]?.message).toContain('reads the flow `prod.a` in this text, planned as `company.team.a`')
    expect(problems[1]?.message).toContain('`company.team.hidden` in this text, planned as `company.team.b`')
    expect(accepted).toEqual(['c.yml'])
  })

  it('is refused where it has nothing to object and does not say what it has read', async () => {
    const { reported, accepted } = await ask({ asked: [a, b], readings: { 'a.yml': null } })
    expect([reported, accepted]).toEqual([['a.yml read-as-another'], ['b.yml']])
    const objecting = { asked: [a], readings: { 'a.yml': null }, objections: { 'a.yml': 'tasks: must not be empty' } }
    expect((await ask(objecting)).reported).toEqual([expect.not.stringContaining('read-as-another')])
    // An objection that does not count is none.
    const circle = { 'a.yml': 'Cyclic flow dependency detected: a -> b.' }
    expect((await ask({ ...objecting, objections: circle })).reported).toEqual(['a.yml read-as-another'])
  })

  it('counts on circles only where the tree has one: what the server stores may be older', async () => {
    const objections = { 'a.yml': 'Cyclic flow dependency detected: a -> b.' }
    const turned = { 'company.team/a': ['company.team/b'] }
    expect((await ask({ asked: [a], objections, calls: turned })).reported).toEqual([])
    const circle = { ...turned, 'company.team/b': ['company.team/a'] }
    expect((await ask({ asked: [a], objections, calls: circle })).reported).toEqual(['a.yml flow-cycle'])
  })
})
