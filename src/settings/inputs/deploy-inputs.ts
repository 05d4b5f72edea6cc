import type { InputDefinition } from './input-definition.ts'

/** Settings of what a deploy does beyond writing, and of its record. */
export const DEPLOY_INPUTS = {
  'wait-for-idle': {
    description:
      'Before the first write, wait at most this long (10m, 90s) until no execution of a flow that changes or goes is running or queued; then refuse. When empty, a deploy does not wait.',
    default: '',
    kind: 'text',
  },
  smoke: {
    description:
      'After the read-back, run the smoke suites (folders smoke) of the flows that this deploy changed, on the server itself. One that fails undoes the deploy, as on-failure says.',
    default: 'false',
    kind: 'boolean',
  },
  'smoke-keep': {
    description: 'Which executions of smoke runs stay on the server: failed, all or none.',
    default: 'failed',
    kind: 'text',
    choices: ['failed', 'all', 'none'],
  },
  follow: {
    description:
      'After a deploy, watch the first execution of each flow that it wrote for at most this long (15m, 90s), and add to the receipt what came of it.',
    default: '',
    kind: 'text',
  },
  record: {
    description: 'Keep the deployment record in the key-value store of each namespace.',
    default: 'true',
    kind: 'boolean',
  },
  'record-key': {
    description:
      'Signs the deployment record, so that nobody who can write key-value pairs can change it. Take it from a secret of 16 characters or more.',
    default: '',
    kind: 'secret',
  },
  'take-over': {
    description:
      'Who deployed the resources of this tree before, where the repository was renamed, moved to another host or given a remote (old-owner/name, as the refusal names it): its deployment record becomes this one.',
    default: '',
    kind: 'list',
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
