import { COMMANDS, CONNECTING, PLANNING } from '../commands.ts'
import type { InputDefinition } from './input-definition.ts'

/** Inputs that make sense only in a workflow, or only on the command line. */
export const PLATFORM_INPUTS = {
  'deploy-branches': {
    description:
      'Branches whose pushes are deployed by `auto`, one per line; other pushes are planned. When empty, the default branch.',
    kind: 'list',
    only: 'action',
  },
  'require-promise': {
    description:
      'Refuse a deploy that differs from the plan on the merged pull request. A deploy by hand (workflow_dispatch) is exempt.',
    kind: 'boolean',
    only: 'action',
  },
  preview: {
    description:
      'Make this a job for previews: each pull request gets the whole tree in namespaces of its own, pr-<number>.*, without any trigger; they are removed when it is closed. On a schedule, removes those of closed pull requests.',
    kind: 'boolean',
    only: 'action',
  },
  environment: { description: 'GitHub environment to report the deploy to as a GitHub Deployment.', only: 'action' },
  comment: {
    description: 'Write the plan and the receipt into one comment of the pull request.',
    kind: 'boolean',
    default: 'true',
    only: 'action',
  },
  'comment-group': {
    description:
      'Share one comment with the jobs of the same group, e.g. a matrix of staging and production: a table of the targets, then a part for each. Give each job a `label`.',
    only: 'action',
  },
  'show-server-source': {
    description: 'On a public repository: also show lines that exist only on the server.',
    kind: 'boolean',
    only: 'action',
  },
  artifact: {
    description:
      'In a workflow_run workflow: folder with the plan.json of a pull request from a fork, to write the comment from.',
    only: 'action',
  },
  'github-token': {
    description: 'Token for the comment, the deployment and the drift issue.',
    kind: 'secret',
    default: '$' + '{{ github.token }}',
    only: 'action',
  },
  'by-hand': {
    description:
      'Confirm a deploy of an older commit, one that empties a namespace, or one that overwrites more than max-overwrites. On GitHub, workflow_dispatch does the same.',
    kind: 'boolean',
    only: 'cli',
    of: ['deploy'],
  },
  yes: {
    description: 'Deploy without asking first. Without a terminal there is no question.',
    kind: 'boolean',
    only: 'cli',
    short: 'y',
    of: ['deploy'],
  },
  'detailed-exitcode': {
    description: 'Exit with 2 when the plan has changes; with upgrade, when something is to do.',
    kind: 'boolean',
    only: 'cli',
    of: [...PLANNING, 'upgrade'],
  },
  to: {
    description: 'The version to rewrite flows for.',
    default: '2.0',
    only: 'cli',
    choices: ['2.0'],
    of: ['upgrade'],
  },
  write: {
    description: 'Edit the files in place instead of showing the diff.',
    kind: 'boolean',
    only: 'cli',
    of: ['upgrade'],
  },
  'stay-1x': {
    description: 'Only write what 1.3 accepts too and runs in the same way, to merge it before the server is upgraded.',
    kind: 'boolean',
    only: 'cli',
    of: ['upgrade'],
  },
  watch: {
    description: 'With test: run the touched cases again whenever a file changes, until Ctrl-C.',
    kind: 'boolean',
    only: 'cli',
    of: ['test'],
  },
  json: {
    description: 'Print one JSON document instead of text: the same as --format json.',
    kind: 'boolean',
    only: 'cli',
    of: [...COMMANDS, 'upgrade'],
  },
  format: {
    description:
      'The output format. All but text and json print only the problems, for code scanning, CI systems and editors.',
    default: 'text',
    only: 'cli',
    choices: ['text', 'json', 'sarif', 'junit', 'gitlab', 'gcc'],
  },
  'comment-file': {
    description: 'Also write the comment for a pull request into this file, as Markdown.',
    only: 'cli',
    isPath: true,
  },
  diff: {
    description: 'Show the diffs of all changes; by default those of a large plan are left out.',
    kind: 'boolean',
    only: 'cli',
    of: PLANNING,
  },
  quiet: {
    description: 'Print only errors and the result, and no progress.',
    kind: 'boolean',
    only: 'cli',
    short: 'q',
  },
  verbose: {
    description: 'List each folder that was read, with what it holds and where its namespace comes from.',
    kind: 'boolean',
    only: 'cli',
    of: COMMANDS,
  },
  chdir: {
    description: 'Run as if started in this folder.',
    only: 'cli',
    short: 'C',
    isPath: true,
    of: [...CONNECTING, 'upgrade'],
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
