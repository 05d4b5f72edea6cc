import { type ProblemCodeEntry, UNAVOIDABLE } from '../problem.ts'

/** Problems of the YAML files that hold something else than flows. */
export const resourceCodes = {
  // Problems of dashboards (docs/internals/facts/kestra.md, "Dashboards").
  'duplicate-dashboard': {
    ...UNAVOIDABLE,
    title: 'Two files with the same dashboard',
    explanation: 'A dashboard is its id, wherever its file lies. Two files with one id would overwrite each other.',
    fix: 'Remove one of the files or change its id.',
  },
  'meant-as-dashboard': {
    ...UNAVOIDABLE,
    title: 'A file that was meant as a dashboard and is none',
    explanation:
      'It lies in a dashboards folder and has keys of a dashboard, or nearly so; taken for something else it would be left out without a word.',
    fix: 'Correct the key, or move the file out of the dashboards folder or name it in `.kestraignore` when it is no dashboard.',
  },
  'not-a-dashboard': {
    severity: 'info',
    title: 'YAML in a dashboards folder that is no dashboard',
    explanation: 'The file lies where dashboards are looked for but has not the keys of one; it is left alone.',
    fix: 'Move it out of the dashboards folder or name it in `.kestraignore`.',
  },
  'invalid-dashboard-id': {
    ...UNAVOIDABLE,
    title: 'A dashboard id that no address can hold',
    explanation:
      'The server takes almost any text as an id, but finds a dashboard by its address: an id with a slash can never be read, changed or deleted again. One of more than 100 characters it cannot store.',
    fix: 'Use letters, digits, `.`, `_` and `-`, at most 100 of them.',
  },
  'dashboard-without-title': {
    ...UNAVOIDABLE,
    title: 'A dashboard without a title',
    explanation: 'Servers before 2.0 call it valid and then fail to store it; later ones refuse it.',
  },
  'dashboard-without-charts': {
    severity: 'warning',
    title: 'A dashboard without a chart',
    explanation: 'The server stores it, and it shows nothing.',
    fix: 'Add a chart, or remove the file.',
  },
  // Problems of the files that hold key-value pairs.
  'key-values-unreadable': {
    severity: 'error',
    title: 'A file of key-value pairs that cannot be read',
    explanation:
      'It is no YAML, holds several documents, or holds no mapping of keys to values. None of its pairs counts as missing, so nothing is deleted.',
    fix: 'Write `key: value` lines, or delete the file.',
  },
  'key-values-namespace-unknown': {
    severity: 'warning',
    title: 'A file of key-value pairs whose namespace nothing tells',
    explanation:
      'It is called `kv.yml`, or lies in a folder `kv`, and neither its folder, `namespace` nor the flows beside it name one namespace. It is left alone.',
    fix: 'Move it into a folder with the name of the namespace, set `namespace`, or name it in `.kestraignore` when it is something else.',
  },
  'key-value-name': {
    severity: 'error',
    title: 'A key that cannot be deployed',
    explanation:
      'Kestra takes letters, digits, dots, dashes and underscores, beginning with a letter or digit; a key `inheritance` cannot be read by its address, and `kestra-gitops` holds the deployment record.',
    fix: 'Choose another name.',
  },
  'key-value-type': {
    severity: 'error',
    title: 'A value that is not of its type, or that no key can hold',
    explanation:
      'Kestra tells the type from the text that it is sent, so what a file says must be exactly one type: a time needs its zone, `on` and `010` are one thing to YAML 1.1 and another to YAML 1.2, and a text of the form of a duration becomes one.',
    fix: 'Put a text in quotes, or name the type: `{ value: …, type: … }`.',
  },
  'key-value-fields': {
    severity: 'error',
    title: 'A pair with a field that pairs do not have',
    explanation:
      'A map behind a key says what the pair is (`value`, `type`, `description`). One without `value` may as well be meant as the value itself.',
    fix: 'Write `{ value: …, type: JSON }` when the map itself is the value.',
  },
  'key-value-expires': {
    severity: 'error',
    title: 'A key-value pair with a time to live',
    explanation: 'The server would delete it, and Git would bring it back with the next deploy.',
    fix: 'Let a flow set it (`kv.Set` with `ttl`), and leave it out of Git.',
  },
  'duplicate-key-value': {
    severity: 'error',
    title: 'A key that stands twice',
    explanation: 'In one file, or in two files of the same namespace: one of the two values would be lost.',
    fix: 'Remove one of them.',
  },
  // Problems of suites of flow tests (docs/internals/facts/kestra.md, "Flow tests"). None stops a deploy by itself but what a smoke suite may not have.
  'suite-shape': {
    severity: 'warning',
    title: 'A suite of flow tests that Kestra cannot read',
    explanation:
      'A key that has to be there is missing, or holds something else than it has to. Kestra refuses the whole suite.',
  },
  'suite-unknown-key': {
    severity: 'warning',
    title: 'A key that suites of flow tests do not have',
    explanation:
      'Kestra refuses a suite with a key, or an operator of an assertion, that it does not know; the first versions called some otherwise (`equalsTo`).',
    fix: 'Correct the key, or take it out.',
  },
  'suite-duplicate-case': {
    severity: 'warning',
    title: 'Two cases of a suite with the same id',
    explanation: 'What a run tells of one cannot be told from the other.',
    fix: 'Give each case an id of its own.',
  },
  'suite-no-assertion': {
    severity: 'warning',
    title: 'A suite, a case, or an assertion, that compares nothing',
    explanation:
      'Nothing would be tested: `kestra-gitops test` counts each case of such a suite as an error, and a smoke suite refuses the deploy.',
    fix: 'Say what the value shall be, as in `equalTo: 42`, or in which state the execution ends, with `expectedState`.',
  },
  'suite-unknown-flow': {
    severity: 'warning',
    title: 'A suite for a flow that is not there',
    explanation: 'None of its cases can run.',
    fix: 'Correct `namespace` or `flowId`, or remove the suite with its flow.',
  },
  'suite-unknown-task': {
    severity: 'warning',
    title: 'A case that names a task or trigger which its flow does not have',
    explanation:
      'Kestra takes no notice of such a fixture, so the task that was meant runs for real; an assertion on its outputs cannot hold.',
    fix: 'Write the id as the flow has it.',
  },
  'suite-unknown-input': {
    severity: 'warning',
    title: 'A case that gives an input which its flow does not have, or lacks one that it needs',
    explanation:
      'Kestra takes no notice of an input that a flow does not declare, and starts no execution without one that is required.',
    fix: 'Give the inputs that the flow declares.',
  },
  'suite-unknown-state': {
    severity: 'warning',
    title: 'A state that Kestra does not have',
    explanation: 'Kestra refuses the whole suite.',
    fix: 'Write one of its states in capital letters, as `SUCCESS`, `WARNING` or `FAILED`.',
  },
  'suite-expected-state': {
    severity: 'warning',
    title: '`expectedState` on a server that does not know it',
    explanation:
      'Enterprise servers before 2.0 refuse a suite with this key; `kestra-gitops test` knows it on every version.',
    fix: 'Assert on `{{ execution.state }}` instead, where the suite is to be taken by both.',
    versions: '1.0–1.3',
    isOfVersion: true,
  },
  'suite-expression': {
    severity: 'warning',
    title: 'An expression of a suite that Kestra cannot read',
    explanation: 'The case is an error when it runs.',
  },
  'suite-switched-off': {
    severity: 'warning',
    title: 'A suite, or a case of one, that a change stops from running',
    explanation:
      'The base commit has it and runs it. After the change it is deleted, hidden, emptied, disabled or excluded by a setting, so nothing tests its flow. A suite or case that only moved is not reported. No setting lowers this.',
    fix: 'Restore it, or confirm in the review that the test is no longer needed.',
  },
  'smoke-fixture': {
    severity: 'error',
    title: 'A fixture in a smoke suite',
    explanation:
      'A smoke run is of the flow as it was deployed: nothing of it is replaced, so only inputs can be given.',
    fix: 'Take the fixture out, or move the suite into a folder `tests`.',
  },
} satisfies Record<string, ProblemCodeEntry>
