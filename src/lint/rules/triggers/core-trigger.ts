import type { FlowNode } from '../../../flow/walk-tasks.ts'

const CORE = /^io\.kestra\.(?:plugin\.core\.(?:trigger|http)|core\.models\.triggers\.types)\.(\w+)$/

/** The short name of a core trigger (`Schedule`), under the type names of all versions. `undefined` for a trigger of another plugin. */
export const coreTrigger = ({ kind, type = '' }: Pick<FlowNode, 'kind' | 'type'>): string | undefined =>
  kind === 'trigger' ? CORE.exec(type)?.[1] : undefined
