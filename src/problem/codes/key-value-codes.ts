import type { ProblemCodeEntry } from '../problem.ts'

/** Problems of the files that hold key-value pairs. */
export const keyValueCodes = {
  'key-values-unreadable': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A file of key-value pairs that cannot be read',
    explanation:
      'It is no YAML, holds several documents, or holds no mapping of keys to values. None of its pairs counts as missing, so nothing is deleted.',
    fix: 'Write `key: value` lines, or delete the file.',
  },
  'key-values-namespace-unknown': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A file of key-value pairs whose namespace nothing tells',
    explanation:
      'It is called `kv.yml`, or lies in a folder `kv`, and neither its folder, `namespace` nor the flows beside it name one namespace. It is left alone.',
    fix: 'Move it into a folder with the name of the namespace, set `namespace`, or name it in `.kestraignore` when it is something else.',
  },
  'key-value-name': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A key that cannot be deployed',
    explanation:
      'Kestra takes letters, digits, dots, dashes and underscores, beginning with a letter or digit; a key `inheritance` cannot be read by its address, and `kestra-gitops` holds the deployment record.',
    fix: 'Choose another name.',
  },
  'key-value-type': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A value that is not of its type, or that no key can hold',
    explanation:
      'Kestra tells the type from the text that it is sent, so what a file says must be exactly one type: a time needs its zone, `on` and `010` are one thing to YAML 1.1 and another to YAML 1.2, and a text of the form of a duration becomes one.',
    fix: 'Put a text in quotes, or name the type: `{ value: …, type: … }`.',
  },
  'key-value-fields': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A pair with a field that pairs do not have',
    explanation:
      'A map behind a key says what the pair is (`value`, `type`, `description`). One without `value` may as well be meant as the value itself.',
    fix: 'Write `{ value: …, type: JSON }` when the map itself is the value.',
  },
  'key-value-expires': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A key-value pair with a time to live',
    explanation: 'The server would delete it, and Git would bring it back with the next deploy.',
    fix: 'Let a flow set it (`kv.Set` with `ttl`), and leave it out of Git.',
  },
  'duplicate-key-value': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A key that stands twice',
    explanation: 'In one file, or in two files of the same namespace: one of the two values would be lost.',
    fix: 'Remove one of them.',
  },
} satisfies Record<string, ProblemCodeEntry>
