import { RESOURCE_KINDS } from '../../resource/resource.ts'
import { PLANNING, READING } from '../commands.ts'
import type { InputDefinition } from './input-definition.ts'

/** Inputs for the limits of a deploy, its checks before and after the writes, and its record. */
export const DEPLOY_INPUTS = {
  'when-missing': {
    description:
      'How to treat resources that Git no longer has: keep them, delete those that were deployed from here, or mirror (delete everything that Git does not have).',
    default: 'keep',
    choices: ['keep', 'delete', 'mirror'],
    of: PLANNING,
  },
  'mirror-kinds': {
    description:
      'The kinds (flow, file, dashboard, key-value) for which mirror also deletes resources that were never in Git.',
    kind: 'list',
    default: 'flow, file',
    choices: RESOURCE_KINDS,
    of: PLANNING,
  },
  'max-deletes': {
    description: 'Refuse a run that would delete more resources than this.',
    kind: 'number',
    default: '10',
    of: PLANNING,
  },
  'max-overwrites': {
    description:
      'Refuse a run that would overwrite more resources than this that were created or edited on the server.',
    kind: 'number',
    default: '50',
    of: PLANNING,
  },
  'protected-namespaces': {
    description: 'Namespaces (child namespaces included) in which nothing is ever deleted, one per line.',
    kind: 'list',
    default: 'system',
    of: PLANNING,
  },
  'on-drift': {
    description:
      'Resources edited on the server since the last deploy: keep them, overwrite them, or fail. One kind can have another policy, on a line of its own: "key-value: seed" writes pairs once and then leaves them to the flows.',
    kind: 'list',
    default: 'keep',
    choices: ['keep', 'overwrite', 'fail'],
    of: PLANNING,
  },
  'on-failure': {
    description: 'When a write fails: rollback restores what this run wrote; stop leaves it.',
    default: 'rollback',
    choices: ['rollback', 'stop'],
    of: ['deploy'],
  },
  'wait-for-idle': {
    description:
      'Before the first write, wait at most this long (10m, 90s) until no execution of a changed or deleted flow is running or queued; then refuse. When empty, a deploy does not wait.',
    of: ['deploy'],
  },
  smoke: {
    description:
      'After the read-back, run the smoke suites (folders smoke) of the flows that this deploy changed, on the server itself. One that fails undoes the deploy, as on-failure says.',
    kind: 'boolean',
    of: ['deploy'],
  },
  'smoke-keep': {
    description: 'Which executions of smoke runs stay on the server: failed, all or none.',
    default: 'failed',
    choices: ['failed', 'all', 'none'],
    of: ['deploy'],
  },
  follow: {
    description:
      'After a deploy, watch the first execution of each flow that it wrote for at most this long (15m, 90s), and add the result to the receipt.',
    of: ['deploy'],
  },
  record: {
    description: 'Keep the deployment record in the key-value store of each namespace.',
    negative: 'Neither read nor write the deployment record in the key-value store of each namespace.',
    kind: 'boolean',
    default: 'true',
    of: READING,
  },
  'record-key': {
    description:
      'Signs the deployment record, so that write access to key-value pairs is not enough to change it. Take it from a secret of 16 characters or more.',
    kind: 'secret',
    variable: 'KESTRA_RECORD_KEY',
  },
  'take-over': {
    description:
      'Who deployed the resources of this tree before, where the repository was renamed, moved to another host or given a remote (old-owner/name, as the refusal names it): its deployment record becomes this one.',
    kind: 'list',
    of: [...PLANNING, 'export', 'doctor'],
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
