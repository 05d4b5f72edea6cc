import * as fc from 'fast-check'
import type { GitEdit } from './edit-tree.ts'
import { dashboardName, fileName, flowName, type Name, pairName } from './name.ts'
import type { RunPolicy } from './policy.ts'
import type { Deploy, Disturbance, History, ServerEdit, Step } from './step.ts'

/** One lies within another, and one only looks as if it did. */
export const NAMESPACES = ['acme.prod', 'acme.production', 'acme.prod.eu'] as const

/** One holds a number. */
export const KEYS = ['n', 'text'] as const

const namespace = fc.constantFrom(...NAMESPACES)
const flow: fc.Arbitrary<Name> = fc.tuple(namespace, fc.constantFrom('a', 'b', 'c')).map(([of, id]) => flowName(of, id))
const file: fc.Arbitrary<Name> = fc
  .tuple(namespace, fc.constantFrom('/q.sql', '/in/r.sql'))
  .map(([of, path]) => fileName(of, path))
// One is called as a flow is.
const dashboard: fc.Arbitrary<Name> = fc.constantFrom('a', 'd', 'e').map(dashboardName)
const pair: fc.Arbitrary<Name> = fc.tuple(namespace, fc.constantFrom(...KEYS)).map(([of, key]) => pairName(of, key))
const name = fc.oneof(
  { weight: 3, arbitrary: flow },
  { weight: 2, arbitrary: file },
  { weight: 2, arbitrary: dashboard },
  { weight: 2, arbitrary: pair },
)
const inGit = fc.constantFrom('one', 'two', 'three')
const byHand = fc.constantFrom('one', 'two', 'mine', 'yours')
const pick = fc.nat({ max: 7 })

const gitEdit: fc.Arbitrary<GitEdit> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ edit: fc.constant('put'), name, variant: inGit }) },
  { weight: 8, arbitrary: fc.record({ edit: fc.constant('change'), pick, variant: inGit }) },
  { weight: 5, arbitrary: fc.record({ edit: fc.constant('remove'), pick }) },
  { weight: 4, arbitrary: fc.record({ edit: fc.constantFrom('break', 'empty', 'move', 'ignore'), pick }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant('rename'), pick, to: name }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constant('rename-namespace'), from: namespace, to: namespace }) },
  { weight: 1, arbitrary: fc.record({ edit: fc.constantFrom('ignore-all', 'ignore-nothing', 'remove-all') }) },
)

const serverEdit: fc.Arbitrary<ServerEdit> = fc.oneof(
  fc.record({ edit: fc.constant('write'), name, variant: byHand }),
  fc.record({ edit: fc.constant('change'), pick, variant: byHand }),
  fc.record({ edit: fc.constantFrom('delete', 'disable'), pick }),
)

const policy: fc.Arbitrary<RunPolicy> = fc.record({
  onDrift: fc.constantFrom('keep', 'keep', 'overwrite', 'fail'),
  whenMissing: fc.constantFrom('keep', 'delete', 'delete', 'mirror'),
  onFailure: fc.constantFrom('rollback', 'stop'),
  record: fc.constantFrom(true, true, true, true, false),
  maxDeletes: fc.constantFrom(10, 10, 10, 1),
  protectedNamespaces: fc.constantFrom([], [], ['acme.prod']),
  byHand: fc.constantFrom(false, false, false, true),
  refresh: fc.boolean(),
})

const nth = fc.integer({ min: 1, max: 30 })
const nthWrite = fc.integer({ min: 1, max: 8 })
const isCarriedOut = fc.boolean()

const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'none' }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('kill'), nth, isCarriedOut }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), nth }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fault'),
      nthWrite,
      count: fc.integer({ min: 1, max: 3 }),
      isCarriedOut,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outage'), nth, isCarriedOut }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('meanwhile'),
      nthWrite,
      act: fc.oneof<fc.Arbitrary<Extract<Disturbance, { kind: 'meanwhile' }>['act']>[]>(
        serverEdit,
        fc.constantFrom('deploy-head', 'deploy-older'),
      ),
    }),
  },
)

const deploy: fc.Arbitrary<Deploy> = fc.record({
  step: fc.constant('deploy'),
  back: fc.constantFrom(0, 0, 0, 0, 0, 1, 2),
  knowsBase: fc.boolean(),
  policy,
  disturbance,
})

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ step: fc.constant('commit'), edits: fc.array(gitEdit, { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('server'), act: serverEdit }) },
  { weight: 7, arbitrary: deploy },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('reset'), back: fc.integer({ min: 1, max: 3 }) }) },
)

const firstCommit: fc.Arbitrary<Step> = fc.record({
  step: fc.constant('commit'),
  edits: fc.array(fc.record({ edit: fc.constant('put'), name, variant: inGit }), { minLength: 1, maxLength: 6 }),
})

/** Histories of 4 to 9 steps that begin with a commit. Small ones are tried first when one has to be shrunk. */
export const arbitraryHistory: fc.Arbitrary<History> = fc
  .tuple(firstCommit, fc.array(step, { minLength: 3, maxLength: 8 }), policy)
  .map(([first, steps, lastPolicy]) => ({ steps: [first, ...steps], lastPolicy }))
