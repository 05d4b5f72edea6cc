import { injectFault } from '../../engine/engine.ts'
import { aFlow } from '../../support/a-flow.ts'
import type { Scenario } from '../start-scenario.ts'
import type { Advice, Way } from './advice.ts'

const NAMESPACE = 'company.team'
const FLOW = `${NAMESPACE}/flows/a.yml`
const flow = (message: string) => ({ [FLOW]: aFlow({ id: 'a', message }) })
const KEEPER = { [`${NAMESPACE}/flows/stays.yml`]: aFlow({ id: 'stays' }) }

const deploy = (scenario: Scenario) => scenario.json(['deploy'])
const edit = ({ hands }: Scenario) => hands.saveFlow(NAMESPACE, 'a', aFlow({ id: 'a', message: 'theirs' }))
const edited = async (scenario: Scenario) => {
  await deploy(scenario)
  await edit(scenario)
}
const conflict = async (scenario: Scenario) => {
  await edited(scenario)
  scenario.repository.commit(flow('ours'))
}
const commit = ({ repository }: Scenario) => repository.commit({})
const removed = async (scenario: Scenario) => {
  await deploy(scenario)
  scenario.repository.commit({ [FLOW]: null })
}
const emptied = async (scenario: Scenario) => {
  await deploy(scenario)
  scenario.repository.commit({ [FLOW]: null, [`${NAMESPACE}/flows/stays.yml`]: null })
}
const OTHER = { 'company.ops/flows/b.yml': aFlow({ id: 'b', namespace: 'company.ops' }) }

const IN_SYNC = /Plan: nothing to deploy, 1 unchanged/
const OURS: Way = { does: [['deploy', '--on-drift', 'overwrite']], comes: /1 flow is live/ }
const taken = (line: string): Way => ({ does: [line.split(' '), commit, ['plan']], comes: IN_SYNC })
const THEIRS = taken('export --conflicts')

/** The plan as the comment of a pull request has it. */
const COMMENT = ['plan', '--comment-file', 'comment.md']

const MANY = Array.from({ length: 25 }, (_, index) => `company.n${10 + index}`)

/** What a plan, a comment or a refusal says of edits, deletions and overwrites. */
export const OF_EDITS: readonly Advice[] = [
  {
    title: 'a plan with a conflict',
    names: ['kestra-gitops export --conflicts', '--on-drift overwrite'],
    files: flow('one'),
    given: conflict,
    reported: ['plan'],
    ways: [THEIRS, OURS],
  },
  {
    title: 'a deploy with a conflict',
    names: ['kestra-gitops export --conflicts', 'on-drift'],
    files: flow('one'),
    given: conflict,
    reported: ['deploy'],
    ways: [
      THEIRS,
      {
        does: [({ hands }) => hands.saveFlow(NAMESPACE, 'a', aFlow({ id: 'a', message: 'one' })), ['deploy']],
        comes: /is live/,
      },
      OURS,
    ],
  },
  {
    title: 'a deploy that is refused',
    names: ['run the deploy again'],
    files: flow('one'),
    given: conflict,
    reported: ['deploy'],
    ways: [{ does: [['export', '--conflicts'], commit, ['deploy']], comes: /nothing to write|nothing to deploy/ }],
  },
  {
    title: 'a plan that keeps an edit on the server',
    names: ['kestra-gitops export', 'kestra-gitops deploy --on-drift overwrite'],
    files: flow('one'),
    given: edited,
    reported: ['plan'],
    ways: [taken('export'), OURS],
  },
  {
    title: 'a comment with a conflict',
    names: ['kestra-gitops export --conflicts', 'on-drift: overwrite'],
    files: flow('one'),
    given: conflict,
    reported: COMMENT,
    ways: [THEIRS, OURS],
  },
  {
    title: 'a comment that keeps an edit on the server',
    names: ['kestra-gitops export', 'on-drift: overwrite'],
    files: flow('one'),
    given: edited,
    reported: COMMENT,
    ways: [taken('export'), OURS],
  },
  {
    title: 'a comment with a deletion',
    names: ['when-missing: keep'],
    files: { ...flow('one'), ...KEEPER },
    given: removed,
    reported: [...COMMENT, '--when-missing', 'delete'],
    ways: [{ does: [['deploy', '--when-missing', 'keep']], comes: /no longer in Git, kept/ }],
  },
  {
    title: 'an export of a name that nothing has',
    names: ['"only"'],
    files: flow('one'),
    given: edited,
    reported: ['export', '--only', 'company.team/a'],
    ways: [taken('export --only company.team.a')],
  },
  {
    title: 'a plan that did not read every namespace',
    names: ['"refresh"'],
    files: Object.fromEntries(MANY.map((namespace) => [`${namespace}/files/q.sql`, 'select 1\n'])),
    given: async (scenario) => {
      await deploy(scenario)
      await scenario.hands.uploadFile('company.n34', '/q.sql', 'theirs\n')
      await injectFault(scenario.server, { method: 'GET', path: '/files', delayMs: 1500, times: 20 })
    },
    reported: ['plan'],
    ways: [{ does: [['plan', '--refresh']], comes: /1 server edit kept, 24 unchanged/ }],
  },
  {
    title: 'an export beside a conflict',
    names: ['kestra-gitops export --conflicts'],
    files: flow('one'),
    given: conflict,
    reported: ['export'],
    ways: [THEIRS],
  },
  {
    title: 'a plan with a deletion',
    names: ['--when-missing keep'],
    files: { ...flow('one'), ...KEEPER },
    given: removed,
    reported: ['plan', '--when-missing', 'delete'],
    ways: [
      {
        does: [({ repository }) => repository.commit(flow('one')), ['deploy', '--when-missing', 'delete']],
        comes: /nothing to write/,
      },
      { does: [['deploy', '--when-missing', 'keep']], comes: /no longer in Git, kept/ },
    ],
  },
  {
    title: 'a plan that keeps a flow which left Git',
    names: ['when-missing: delete'],
    files: { ...flow('one'), ...KEEPER },
    given: removed,
    reported: ['plan'],
    ways: [{ does: [['deploy', '--when-missing', 'delete']], comes: /1 flow is deleted/ }],
  },
  {
    title: 'more deletions than allowed',
    names: ['max-deletes'],
    files: { ...flow('one'), ...KEEPER },
    given: removed,
    reported: ['deploy', '--when-missing', 'delete', '--max-deletes', '0'],
    ways: [{ does: [['deploy', '--when-missing', 'delete', '--max-deletes', '1']], comes: /1 flow is deleted/ }],
  },
  {
    title: 'a namespace that loses all flows',
    names: ['--by-hand'],
    files: { ...flow('one'), ...KEEPER, ...OTHER },
    given: emptied,
    reported: ['deploy', '--when-missing', 'delete'],
    ways: [{ does: [['deploy', '--when-missing', 'delete', '--by-hand']], comes: /2 flows are deleted/ }],
  },
  {
    title: 'more overwrites than allowed',
    names: ['--by-hand', 'max-overwrites'],
    files: flow('one'),
    given: edited,
    reported: ['deploy', '--on-drift', 'overwrite', '--max-overwrites', '0'],
    ways: ['--by-hand', '--max-overwrites=1'].map((flag) => ({
      does: [['deploy', '--on-drift', 'overwrite', '--max-overwrites', '0', flag]],
      comes: /1 flow is live/,
    })),
  },
  {
    title: 'a commit that is older than the deployed one',
    names: ['--by-hand'],
    files: flow('one'),
    given: async (scenario) => {
      const first = scenario.repository.sha('HEAD')
      scenario.repository.commit(flow('two'))
      await deploy(scenario)
      scenario.repository.reset(first)
    },
    reported: ['deploy'],
    ways: [{ does: [['deploy', '--by-hand']], comes: /1 flow is live/ }],
  },
  {
    title: 'a deploy that was rolled back',
    names: ['run deploy again'],
    files: flow('one'),
    given: ({ server }) =>
      injectFault(server, { method: 'POST', path: 'flows$', status: 422, body: '{"message":"no"}' }),
    reported: ['deploy'],
    ways: [{ does: [['deploy']], comes: /1 flow is live/ }],
  },
  {
    title: 'a deploy that stopped',
    names: ['run deploy again', 'on-failure'],
    files: { ...flow('one'), ...KEEPER },
    given: ({ server }) =>
      injectFault(server, { method: 'POST', path: 'flows$', status: 422, body: '{"message":"no"}' }),
    reported: ['deploy', '--on-failure', 'stop'],
    ways: [{ does: [['deploy', '--on-failure', 'stop']], comes: /flows? (?:is|are) live/ }],
  },
]
