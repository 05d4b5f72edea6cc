import { type ProblemCodeEntry, UNAVOIDABLE } from '../problem.ts'

/** Codes of YAML files that are not flows. */
export const resourceCodes = {
  // Dashboards (docs/internals/facts/kestra.md, "Dashboards").
  'duplicate-dashboard': {
    ...UNAVOIDABLE,
    title: 'Two files with the same dashboard',
    explanation:
      'The id identifies a dashboard, wherever its file is. Two files with one id would overwrite each other.',
    fix: 'Remove one of the files or change its id.',
  },
  'meant-as-dashboard': {
    ...UNAVOIDABLE,
    title: 'A file that looks like a dashboard but is not one',
    explanation:
      'It is in a dashboards folder and has keys of a dashboard, or similar ones. Without this error it would be skipped silently.',
    fix: 'Correct the key, or move the file out of the dashboards folder or name it in `.kestraignore` if it is not a dashboard.',
  },
  'not-a-dashboard': {
    severity: 'info',
    title: 'YAML in a dashboards folder that is not a dashboard',
    explanation: 'The file is in a dashboards folder but does not have the keys of a dashboard; it is skipped.',
    fix: 'Move it out of the dashboards folder or name it in `.kestraignore`.',
  },
  'invalid-dashboard-id': {
    ...UNAVOIDABLE,
    title: 'A dashboard id that no address can hold',
    explanation:
      'The server accepts almost any text as an id, but finds a dashboard by its address. A dashboard with a slash in its id can never be read, changed or deleted again. The server cannot store an id of more than 100 characters.',
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
  // Files of key-value pairs.
  'key-values-unreadable': {
    severity: 'error',
    title: 'A file of key-value pairs that cannot be read',
    explanation:
      'It is not valid YAML, holds several documents, or is not a map of keys to values. None of its pairs counts as missing, so nothing is deleted.',
    fix: 'Write `key: value` lines, or delete the file.',
  },
  'key-values-namespace-unknown': {
    severity: 'warning',
    title: 'A file of key-value pairs without a known namespace',
    explanation:
      'It is called `kv.yml`, or is in a folder `kv`, and neither its folder, `namespace` nor the flows next to it name one namespace. It is skipped.',
    fix: 'Move it into a folder with the name of the namespace, set `namespace`, or name it in `.kestraignore` if it is something else.',
  },
  'key-value-name': {
    severity: 'error',
    title: 'A key that cannot be deployed',
    explanation:
      'Kestra accepts letters, digits, dots, dashes and underscores, beginning with a letter or digit; a key `inheritance` cannot be read by its address, and `kestra-gitops` holds the deployment record.',
    fix: 'Choose another name.',
  },
  'key-value-type': {
    severity: 'error',
    title: 'A value that is not of its type, or that no key can hold',
    explanation:
      'Kestra derives the type from the text that it receives, so a value must be exactly one type: a time needs its zone, `on` and `010` are one thing to YAML 1.1 and another to YAML 1.2, and a text of the form of a duration becomes one.',
    fix: 'Put a text in quotes, or name the type: `{ value: …, type: … }`.',
  },
  'key-value-fields': {
    severity: 'error',
    title: 'A pair with a field that pairs do not have',
    explanation:
      'A map after a key describes the pair (`value`, `type`, `description`). A map without `value` could be the value itself.',
    fix: 'Write `{ value: …, type: JSON }` if the map itself is the value.',
  },
  'key-value-expires': {
    severity: 'error',
    title: 'A key-value pair with a time to live',
    explanation: 'The server would delete it, and Git would bring it back with the next deploy.',
    fix: 'Let a flow set it (`kv.Set` with `ttl`), and leave it out of Git.',
  },
  'duplicate-key-value': {
    severity: 'error',
    title: 'A key that appears twice',
    explanation: 'In one file, or in two files of the same namespace: one of the two values would be lost.',
    fix: 'Remove one of them.',
  },
  // Suites of flow tests (docs/internals/facts/kestra.md, "Flow tests"). Only a smoke suite with a fixture stops a deploy.
  'suite-shape': {
    severity: 'warning',
    title: 'A suite of flow tests that Kestra cannot read',
    explanation: 'A required key is missing or has a wrong value. Kestra refuses the whole suite.',
  },
  'suite-unknown-key': {
    severity: 'warning',
    title: 'A key that suites of flow tests do not have',
    explanation:
      'Kestra refuses a suite with a key, or an operator of an assertion, that it does not know. The first versions used other names for some (`equalsTo`).',
    fix: 'Correct the key, or remove it.',
  },
  'suite-duplicate-case': {
    severity: 'warning',
    title: 'Two cases of a suite with the same id',
    explanation: 'The results of a run cannot be assigned to one of them.',
    fix: 'Give each case an id of its own.',
  },
  'suite-no-assertion': {
    severity: 'warning',
    title: 'A suite, a case or an assertion that compares nothing',
    explanation:
      'Nothing would be tested: `kestra-gitops test` counts each case of the suite as an error, and a smoke suite refuses the deploy.',
    fix: 'Write the expected value, for example `equalTo: 42`, or the expected state of the execution as `expectedState`.',
  },
  'suite-unknown-flow': {
    severity: 'warning',
    title: 'A suite for a flow that does not exist',
    explanation: 'None of its cases can run.',
    fix: 'Correct `namespace` or `flowId`, or remove the suite with its flow.',
  },
  'suite-unknown-task': {
    severity: 'warning',
    title: 'A case that names a task or trigger that its flow does not have',
    explanation:
      'Kestra ignores the fixture, so the intended task runs for real. An assertion on its outputs cannot hold.',
    fix: 'Write the id as the flow has it.',
  },
  'suite-unknown-input': {
    severity: 'warning',
    title: 'A case with an input that its flow does not have, or without a required one',
    explanation:
      'Kestra ignores an input that the flow does not declare, and starts no execution without a required one.',
    fix: 'Give the inputs that the flow declares.',
  },
  'suite-unknown-state': {
    severity: 'warning',
    title: 'A state that Kestra does not have',
    explanation: 'Kestra refuses the whole suite.',
    fix: 'Write one of its states in capital letters, for example `SUCCESS`, `WARNING` or `FAILED`.',
  },
  'suite-expected-state': {
    severity: 'warning',
    title: '`expectedState` on a server that does not have it',
    explanation:
      'Enterprise servers before 2.0 refuse a suite with this key; `kestra-gitops test` accepts it with every version.',
    fix: 'Assert on `{{ execution.state }}` instead, if both should accept the suite.',
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
    explanation: 'A smoke run executes the flow as deployed. It replaces nothing, so a suite can only set inputs.',
    fix: 'Remove the fixture, or move the suite into a folder `tests`.',
  },
} satisfies Record<string, ProblemCodeEntry>
