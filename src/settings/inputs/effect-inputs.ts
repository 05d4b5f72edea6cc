import type { InputDefinition } from './input-definition.ts'

/** Settings of what a deploy does beyond writing. */
export const EFFECT_INPUTS = {
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
} as const satisfies Readonly<Record<string, InputDefinition>>
