import { isDisabled } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import { coreTrigger } from './core-trigger.ts'

export default defineRule({
  codes: {
    'same-webhook-key': {
      severity: 'warning',
      title: 'Two webhooks of a flow with one key',
      why: 'Both have the same address, and the first answers every call. The second starts nothing.',
      fix: 'Give it a key of its own.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.Webhook
              key: one
            - id: second
              type: io.kestra.plugin.core.trigger.Webhook
              key: one
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.Webhook
              key: one
            - id: second
              type: io.kestra.plugin.core.trigger.Webhook
              key: two
        `,
      },
    },
  },
  flow: (flow, known) => checkWebhookKeys(flow, known),
})

/**
 * Reports webhooks of one flow with the same key: the first answers all calls (docs/internals/facts/kestra.md, "Triggers"). The address
 * contains the flow, so two flows may use the same key. Disabled triggers do not count.
 */
const checkWebhookKeys: FlowRule = ({ nodes }) => {
  const active = nodes.filter((node) => {
    const { key, conditions, when } = node.value
    if (coreTrigger(node) !== 'Webhook' || typeof key !== 'string' || key.includes('{{') || key.trim() === '')
      return false
    return !isDisabled(node.value) && conditions === undefined && when === undefined
  })
  return [...Map.groupBy(active, ({ value }) => value['key']).values()].flatMap(([first, ...others]) => {
    const message = `The trigger "${first?.id}" has the same key, and answers all calls: this one starts nothing.`
    return others.map(({ path }) => ({ code: 'same-webhook-key' as const, path: [...path, 'key'], message }))
  })
}
