import { type ProblemCodeEntry, UNAVOIDABLE } from '../problem.ts'

/** Codes of YAML files that are not flows. */
export const resourceCodes = {
  // Dashboards (docs/internals/facts/kestra.md, "Dashboards").
  'duplicate-dashboard': {
    ...UNAVOIDABLE,
    title: 'Two files with the same dashboard',
    why: 'The id identifies a dashboard, wherever its file is. Two files with one id would overwrite each other.',
    fix: 'Remove one of the files or change its id.',
  },
  'meant-as-dashboard': {
    ...UNAVOIDABLE,
    title: 'A file that looks like a dashboard but is not one',
    why: 'It is in a dashboards folder and has keys of a dashboard, or similar ones. Without this error it would be skipped silently.',
    fix: 'Correct the key, or move the file out of the dashboards folder or name it in `.kestraignore` if it is not a dashboard.',
  },
  'not-a-dashboard': {
    severity: 'info',
    title: 'YAML in a dashboards folder that is not a dashboard',
    why: 'The file is in a dashboards folder but does not have the keys of a dashboard; it is skipped.',
    fix: 'Move it out of the dashboards folder or name it in `.kestraignore`.',
  },
  'invalid-dashboard-id': {
    ...UNAVOIDABLE,
    title: 'A dashboard id that no address can hold',
    why: 'The server accepts almost any text as an id, but finds a dashboard by its address. A dashboard with a slash in its id can never be read, changed or deleted again. The server cannot store an id of more than 100 characters.',
    fix: 'Use letters, digits, `.`, `_` and `-`, at most 100 of them.',
  },
  'dashboard-without-title': {
    ...UNAVOIDABLE,
    title: 'A dashboard without a title',
    why: 'Servers before 2.0 call it valid and then fail to store it; later ones refuse it.',
  },
  'dashboard-without-charts': {
    severity: 'warning',
    title: 'A dashboard without a chart',
    why: 'The server stores it, and it shows nothing.',
    fix: 'Add a chart, or remove the file.',
  },
  // Files of key-value pairs.
  'key-values-unreadable': {
    severity: 'error',
    title: 'A file of key-value pairs that cannot be read',
    why: 'It is not valid YAML, holds several documents, or is not a map of keys to values. None of its pairs counts as missing, so nothing is deleted.',
    fix: 'Write `key: value` lines, or delete the file.',
  },
  'key-values-namespace-unknown': {
    severity: 'warning',
    title: 'A file of key-value pairs without a known namespace',
    why: 'It is called `kv.yml`, or is in a folder `kv`, and neither its folder, `namespace` nor the flows next to it name one namespace. It is skipped.',
    fix: 'Move it into a folder with the name of the namespace, set `namespace`, or name it in `.kestraignore` if it is something else.',
  },
  'key-value-name': {
    severity: 'error',
    title: 'A key that cannot be deployed',
    why: 'Kestra accepts letters, digits, dots, dashes and underscores, beginning with a letter or digit; a key `inheritance` cannot be read by its address, and `kestra-gitops` holds the deployment record.',
    fix: 'Choose another name.',
  },
  'key-value-type': {
    severity: 'error',
    title: 'A value that is not of its type, or that no key can hold',
    why: 'Kestra derives the type from the text that it receives, so a value must be exactly one type: a time needs its zone, `on` and `010` are one thing to YAML 1.1 and another to YAML 1.2, and a text of the form of a duration becomes one.',
    fix: 'Put a text in quotes, or name the type: `{ value: …, type: … }`.',
  },
  'key-value-fields': {
    severity: 'error',
    title: 'A pair with a field that pairs do not have',
    why: 'A map after a key describes the pair (`value`, `type`, `description`). A map without `value` could be the value itself.',
    fix: 'Write `{ value: …, type: JSON }` if the map itself is the value.',
  },
  'key-value-expires': {
    severity: 'error',
    title: 'A key-value pair with a time to live',
    why: 'The server would delete it, and Git would bring it back with the next deploy.',
    fix: 'Let a flow set it (`kv.Set` with `ttl`), and leave it out of Git.',
  },
  'duplicate-key-value': {
    severity: 'error',
    title: 'A key that appears twice',
    why: 'In one file, or in two files of the same namespace: one of the two values would be lost.',
    fix: 'Remove one of them.',
  },
  // Suites of flow tests (docs/internals/facts/kestra.md, "Flow tests"). Only a smoke suite with a fixture stops a deploy.
  'suite-switched-off': {
    severity: 'warning',
    title: 'A suite, or a case of one, that a change stops from running',
    why: 'The base commit has it and runs it. After the change it is deleted, hidden, emptied, disabled or excluded by a setting, so nothing tests its flow. A suite or case that only moved is not reported. No setting lowers this.',
    fix: 'Restore it, or confirm in the review that the test is no longer needed.',
  },
} satisfies Record<string, ProblemCodeEntry>
