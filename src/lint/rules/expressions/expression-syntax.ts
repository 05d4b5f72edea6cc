import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { isSurelyRendered } from '../../expression-texts.ts'
import { type FlowRule, findingIn } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'expression-syntax': {
      ...FAILS_WHEN_RUN,
      title: 'An expression that Kestra cannot read',
      why: 'Kestra renders a text as a whole: one broken tag, or one of another template language (`{{ .Names }}`, `{{#if}}`), fails the task.',
      fix: 'Put text that Kestra must not render between `{% raw %}` and `{% endraw %}`, in one line.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a | upper }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a' | upper }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkSyntax(flow, known),
})

/**
 * Reports texts that Kestra's Pebble cannot parse: Kestra stores them, and the task fails
 * (docs/internals/facts/kestra.md, "Expressions"). In texts that may not be rendered, as in tasks of plugins, tags of
 * other template languages are ignored.
 */
const checkSyntax: FlowRule = (flow) =>
  flow.texts.flatMap((text): readonly RuleFinding[] => {
    const { fault } = text
    if (fault === undefined || (!isSurelyRendered(flow.nodes, text) && isForeign(text.text, fault.start))) return []
    const { start, end, says } = fault
    const message = `Kestra cannot read this expression: ${says}.`
    return [findingIn(flow, text, { code: 'expression-syntax', message, start, end })]
  })

const OPENING = /\{[{%#]/g

/**
 * Tags of other languages: GitHub's `${{`, Go's `{{ .name`, `{{ $name`, `{{ range …`; Handlebars' and Mustache's
 * `{{#if`, `{{/if`, `{{>part`, `{{{name}}}`; Bash's `${#list[@]}`.
 */
const FOREIGN =
  /^\{\{[-~]?\s*(?:[.$#/>!^&@{]|(?:range|with|define|template|end|if|else|block|printf|each|include|jq)\b)/

const isForeign = (text: string, at: number): boolean => {
  const openings = [...text.matchAll(OPENING)].filter(({ index }) => index <= at)
  const start = openings.at(-1)?.index ?? 0
  return text[start - 1] === '$' || FOREIGN.test(text.slice(start))
}
