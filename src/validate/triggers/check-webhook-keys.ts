import type { Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import { coreTrigger } from './trigger-types.ts'

/**
 * Webhooks of one flow with one key: the first answers all calls (docs/facts/kestra.md, "Triggers"). The address holds the flow, so two flows
 * may have the same. Disabled ones do not count.
 */
export const checkWebhookKeys: FlowRule = ({ nodes }) => {
  const first = new Map<string, string | undefined>()
  return nodes.flatMap((node): readonly Diagnostic[] => {
    const { key, disabled, conditions, when } = node.value
    if (coreTrigger(node) !== 'Webhook' || typeof key !== 'string' || disabled === true || key.includes('{{')) return []
    if (conditions !== undefined || when !== undefined) return []
    if (!first.has(key)) {
      first.set(key, node.id)
      return []
    }
    const message = `The trigger "${first.get(key)}" has the same key, and answers all calls: this one starts nothing.`
    return [{ code: 'same-webhook-key', path: [...node.path, 'key'], message }]
  })
}
