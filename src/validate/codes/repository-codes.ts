import type { ProblemCodeEntry } from '../problem-code.ts'

/** Faults of the tree: where files stand and what they are called. */
export const repositoryCodes = {
  'duplicate-flow': {
    severity: 'error',
    title: 'Two files with the same flow',
    explanation: 'A flow is its namespace and id. Two files with the same pair would overwrite each other.',
    fix: 'Remove one of the files or change its id.',
  },
  'duplicate-file': {
    severity: 'error',
    title: 'Two files for the same namespace file',
    explanation: 'Two roots hold a file for the same namespace and path.',
    fix: 'Remove one of them.',
  },
  'not-a-flow': {
    severity: 'info',
    title: 'YAML that is no flow',
    explanation: 'The file lies where flows are looked for but has not the keys of a flow; it is left alone.',
    fix: 'Move it out of the flows folder or name it in `.kestraignore`.',
  },
  'files-under-_flows': {
    severity: 'error',
    title: 'A namespace file below `_flows/`',
    explanation: 'A server takes an upload to `/_flows/` as the import of a flow, not as a file.',
    fix: 'Move it out of `_flows/`.',
  },
  'folder-namespace-mismatch': {
    severity: 'warning',
    title: 'The folder names another namespace than the flow',
    explanation: 'The namespace in the YAML wins.',
    fix: 'Move the file or change its `namespace:`.',
  },
  'file-name-mismatch': {
    severity: 'info',
    title: 'The file name is not the id of the flow',
    explanation: 'The id in the YAML wins; the difference makes a flow hard to find.',
    fix: 'Rename the file after the id.',
  },
  'name-mangled-before-2.0': {
    severity: 'warning',
    title: 'A file name that servers before 2.0 change',
    explanation: 'A space is stored as a plus sign there, so `a b` and `a+b` are one file.',
    fix: 'Use a name without space, plus and `%25`.',
    versions: '< 2.0',
  },
} satisfies Record<string, ProblemCodeEntry>
