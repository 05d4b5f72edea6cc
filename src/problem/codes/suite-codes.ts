import type { ProblemCodeEntry } from '../problem.ts'

/** Problems of suites of flow tests (docs/facts/kestra.md, "Flow tests"). None stops a deploy by itself but what a smoke suite may not have. */
export const suiteCodes = {
  'suite-shape': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A suite of flow tests that Kestra cannot read',
    explanation:
      'A key that has to be there is missing, or holds something else than it has to. Kestra refuses the whole suite.',
    fix: 'Write it as Kestra documents it.',
  },
  'suite-unknown-key': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A key that suites of flow tests do not have',
    explanation:
      'Kestra refuses a suite with a key, or an operator of an assertion, that it does not know; the first versions called some otherwise (`equalsTo`).',
    fix: 'Correct the key, or take it out.',
  },
  'suite-duplicate-case': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'Two cases of a suite with the same id',
    explanation: 'What a run tells of one cannot be told from the other.',
    fix: 'Give each case an id of its own.',
  },
  'suite-no-assertion': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A case, or an assertion, that compares nothing',
    explanation:
      'An assertion without an operator is an error of the case when it runs; a case without assertions passes whatever the flow computes.',
    fix: 'Say what the value shall be, as in `equalTo: 42`.',
  },
  'suite-unknown-flow': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A suite for a flow that is not there',
    explanation: 'None of its cases can run.',
    fix: 'Correct `namespace` or `flowId`, or remove the suite with its flow.',
  },
  'suite-unknown-task': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A case that names a task or trigger which its flow does not have',
    explanation:
      'Kestra takes no notice of such a fixture, so the task that was meant runs for real; an assertion on its outputs cannot hold.',
    fix: 'Write the id as the flow has it.',
  },
  'suite-unknown-input': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A case that gives an input which its flow does not have, or lacks one that it needs',
    explanation:
      'Kestra takes no notice of an input that a flow does not declare, and starts no execution without one that is required.',
    fix: 'Give the inputs that the flow declares.',
  },
  'suite-unknown-state': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A state that Kestra does not have',
    explanation: 'Kestra refuses the whole suite.',
    fix: 'Write one of its states in capital letters, as `SUCCESS`, `WARNING` or `FAILED`.',
  },
  'suite-expected-state': {
    severity: 'warning',
    decidedBy: 'tree',
    title: '`expectedState` on a server that does not know it',
    explanation:
      'Enterprise servers before 2.0 refuse a suite with this key; `kestra-gitops test` knows it on every version.',
    fix: 'Assert on `{{ execution.state }}` instead, where the suite is to be taken by both.',
    versions: '1.0–1.3',
    isOfVersion: true,
  },
  'suite-expression': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'An expression of a suite that Kestra cannot read',
    explanation: 'The case is an error when it runs.',
    fix: 'Correct the expression.',
  },
  'smoke-fixture': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A fixture in a smoke suite',
    explanation:
      'A smoke run is of the flow as it was deployed: nothing of it is replaced, so only inputs can be given.',
    fix: 'Take the fixture out, or move the suite into a folder `tests`.',
  },
} as const satisfies Record<string, ProblemCodeEntry>
