import type { InputDefinition } from './input-definition.ts'

/** The settings of the deployment record. */
export const RECORD_INPUTS = {
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
} as const satisfies Record<string, InputDefinition>
