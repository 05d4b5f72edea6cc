import type { InputDefinition } from './input-definition.ts'

/** Settings that only make sense on a terminal. */
export const CLI_INPUTS = {
  'by-hand': {
    description:
      'Confirm a deploy of an older commit, one that empties a namespace, or any number of overwrites; workflow_dispatch does the same.',
    default: 'false',
    kind: 'boolean',
    only: 'cli',
  },
  'detailed-exitcode': {
    description: 'Exit with 2 when the plan has changes.',
    default: 'false',
    kind: 'boolean',
    only: 'cli',
  },
  json: { description: 'Print one JSON document instead of text.', default: 'false', kind: 'boolean', only: 'cli' },
  diff: {
    description: 'Show the texts of all changes; by default those of a large plan are left out.',
    default: 'false',
    kind: 'boolean',
    only: 'cli',
  },
  quiet: {
    description: 'Tell errors and the answer only, and no progress.',
    default: 'false',
    kind: 'boolean',
    only: 'cli',
    short: 'q',
  },
  chdir: {
    description: 'Run as if started in this folder.',
    default: '',
    kind: 'text',
    only: 'cli',
    short: 'C',
    isPath: true,
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
