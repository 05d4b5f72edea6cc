import type { InputDefinition } from './input-definition.ts'

/** Settings that only make sense on a terminal. */
export const CLI_INPUTS = {
  'by-hand': {
    description:
      'Confirm a deploy of an older commit, one that empties a namespace, or one that overwrites more than max-overwrites. On GitHub, workflow_dispatch does the same.',
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
  watch: {
    description: 'With test: run the touched cases again whenever a file changes, until Ctrl-C.',
    default: 'false',
    kind: 'boolean',
    only: 'cli',
  },
  json: {
    description: 'Print one JSON document instead of text: the same as --format json.',
    default: 'false',
    kind: 'boolean',
    only: 'cli',
  },
  format: {
    description:
      'What to print. All but text and json print only the problems, for code scanning, CI systems and editors.',
    default: 'text',
    kind: 'text',
    only: 'cli',
    choices: ['text', 'json', 'sarif', 'junit', 'gitlab', 'gcc'],
  },
  'comment-file': {
    description: 'Also write the comment for a pull request into this file, as Markdown.',
    default: '',
    kind: 'text',
    only: 'cli',
    isPath: true,
  },
  diff: {
    description: 'Show the diffs of all changes; by default those of a large plan are left out.',
    default: 'false',
    kind: 'boolean',
    only: 'cli',
  },
  quiet: {
    description: 'Print only errors and the result, and no progress.',
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
