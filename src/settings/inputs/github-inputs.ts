import type { InputDefinition } from './input-definition.ts'

/** Settings that only make sense in a workflow. */
export const GITHUB_INPUTS = {
  'deploy-branches': {
    description:
      'Branches whose pushes are deployed by `auto`, one per line; other pushes are planned. When empty, the default branch.',
    default: '',
    kind: 'list',
    only: 'action',
  },
  'require-promise': {
    description:
      'Refuse a deploy that differs from the plan on the merged pull request. A deploy by hand (workflow_dispatch) is exempt.',
    default: 'false',
    kind: 'boolean',
    only: 'action',
  },
  preview: {
    description:
      'Make this a job for previews: each pull request gets the whole tree in namespaces of its own, pr-<number>.*, without any trigger; they are removed when it is closed. On a schedule, removes those of closed pull requests.',
    default: 'false',
    kind: 'boolean',
    only: 'action',
  },
  environment: {
    description: 'GitHub environment to report the deploy to as a GitHub Deployment.',
    default: '',
    kind: 'text',
    only: 'action',
  },
  comment: {
    description: 'Write the plan and the receipt into one comment of the pull request.',
    default: 'true',
    kind: 'boolean',
    only: 'action',
  },
  'comment-group': {
    description:
      'Share one comment with the jobs of the same group, e.g. a matrix of staging and production: a table of the targets, then a part for each. Give each job a `label`.',
    default: '',
    kind: 'text',
    only: 'action',
  },
  'show-server-source': {
    description: 'On a public repository: also show lines that exist only on the server.',
    default: 'false',
    kind: 'boolean',
    only: 'action',
  },
  artifact: {
    description:
      'In a workflow_run workflow: folder with the plan.json of a pull request from a fork, to write the comment from.',
    default: '',
    kind: 'text',
    only: 'action',
  },
  'github-token': {
    description: 'Token for the comment, the deployment and the drift issue.',
    default: '$' + '{{ github.token }}',
    kind: 'secret',
    only: 'action',
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
