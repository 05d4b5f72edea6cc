import { describe, expect, it } from 'vitest'
import { askServer } from '../../src/command/ask-server.ts'
import { parseFlow } from '../../src/flow/flow-document.ts'
import type { ResourceToValidate } from '../../src/kinds/kind-on-server.ts'
import type { Problem } from '../../src/problem/problem.ts'
import { makeProblem } from '../../src/problem/problem-codes.ts'
import { aFlow } from '../hands/a-flow.ts'
import { aKnownFlow } from '../hands/plan-input.ts'
import { serverInMemory } from '../hands/server-in-memory.ts'

const resource = (name: string, kind: ResourceToValidate['kind'] = 'flow'): ResourceToValidate => ({
  ...{ kind, namespace: 'company.team', name, file: `${name}.yml` },
  document: parseFlow(aFlow({ id: name })),
})
const [a, b, c] = [resource('a'), resource('b'), resource('c')]
/** Only a server can say whether that key is one. */
const accusing = (file: string): Problem => makeProblem('unknown-property', { message: 'no', file })

interface Asking {
  readonly asked: readonly ResourceToValidate[]
  readonly own?: readonly Problem[]
  readonly objections?: Readonly<Record<string, string>>
  readonly calls?: Readonly<Record<string, readonly string[]>>
}

const ask = async ({ asked, own = [], objections = {}, calls = {} }: Asking) => {
  const server = serverInMemory()
  for (const [file, text] of Object.entries(objections)) server.objections.set(file, [text])
  const knownFlows = Object.entries(calls).map(([name, targets]) => aKnownFlow(name, ...targets))
  const tree = { resources: [a, b, c], knownFlows }
  const { problems, accepted } = await askServer(server.client, asked, { ownProblems: async () => own, tree })
  return { calls: server.calls, told: problems.map(({ file, code }) => `${file} ${code}`), accepted: [...accepted] }
}

describe('the opinion of the server', () => {
  it('is none where there is no server', async () => {
    const tree = { resources: [a], knownFlows: [] }
    const opinion = await askServer(undefined, [a], { ownProblems: async () => [], tree })
    expect(opinion).toEqual({ problems: [], accepted: new Set() })
  })

  it('is asked for what may be written, and for nothing else', async () => {
    expect(await ask({ asked: [a, b] })).toEqual({ calls: ['validate flows'], told: [], accepted: ['a.yml', 'b.yml'] })
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
    const { told, accepted } = await ask({ asked: [a, b], objections })
    expect(told).toEqual([expect.stringMatching(/^a\.yml /)])
    expect(accepted).toEqual(['b.yml'])
  })

  it('counts on circles only where the tree has one: what the server stores may be older', async () => {
    const objections = { 'a.yml': 'Cyclic flow dependency detected: a -> b.' }
    const turned = { 'company.team/a': ['company.team/b'] }
    expect((await ask({ asked: [a], objections, calls: turned })).told).toEqual([])
    const circle = { ...turned, 'company.team/b': ['company.team/a'] }
    expect((await ask({ asked: [a], objections, calls: circle })).told).toEqual(['a.yml flow-cycle'])
  })
})
