import { describe, expect, it } from 'vitest'
import { indexLive } from '../../src/kinds/index-sides.ts'
import { computePlan, type PlanInput } from '../../src/plan/compute-plan.ts'
import { aLiveFlow } from '../resource/live-resources.ts'

const NAMESPACE = 'company.team'

/** A server with one flow, and a tree that no longer holds it; neither a record nor a base tells where it came from. */
const input = (path: string): PlanInput => ({
  desired: {
    broken: [],
    ignored: new Set(),
    hides: () => false,
    namespaces: new Set([NAMESPACE]),
  },
  desiredSides: new Map(),
  baseSides: undefined,
  liveSides: indexLive([aLiveFlow(NAMESPACE, 'daily')]),
  recorded: new Map(),
  claims: new Map(),
  history: new Map(),
  unreadableRecords: new Set(),
  unread: new Set(),
  paths: new Set([path]),
  problems: [],
  notices: [],
  policy: {
    whenMissing: 'mirror',
    onDrift: 'keep',
    maxDeletes: 10,
    maxOverwrites: 50,
    protectedNamespaces: [],
    isByHand: true,
  },
})

const cases: readonly (readonly [string, string])[] = [
  ['flows/daily.yml', 'none'],
  ['flows/more/daily.YAML', 'none'],
  [`${NAMESPACE}.daily.yml`, 'none'],
  [`${NAMESPACE}-daily.yml`, 'none'],
  ['flows/weekly.yml', 'delete'],
  ['flows/daily.md', 'delete'],
]

describe('a flow whose file may be there without holding it', () => {
  it.each(cases)('mirrors with %s in the tree: %s', (path, action) => {
    const { resources } = computePlan(input(path))
    expect(resources.find(({ name }) => name === 'daily')?.action ?? 'none').toBe(action)
  })
})
