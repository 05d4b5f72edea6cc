import type { InputDefinition } from './input-definition.ts'

/** Settings of what a deploy does beyond writing. */
export const EFFECT_INPUTS = {
  'wait-for-idle': {
    description:
      'Before the first write, wait at most this long (10m, 90s) until no execution of a flow that changes or goes is running or queued; then refuse. When empty, a deploy does not wait.',
    default: '',
    kind: 'text',
  },
} as const satisfies Readonly<Record<string, InputDefinition>>
