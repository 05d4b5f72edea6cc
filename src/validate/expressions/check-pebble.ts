import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import { checkComparisons } from './check-comparisons.ts'
import { checkConditions, checkSwitch } from './check-conditions.ts'
import { checkInvocations } from './check-invocations.ts'
import { checkNames } from './check-names.ts'
import { diagnosticIn, type PlaceOf, placesInTexts } from './place-in-text.ts'
import { type ExpressionText, readExpressions } from './read-expressions.ts'
import { isSurelyRendered } from './where-it-runs.ts'

/** What is wrong with the expressions of a flow by themselves: Kestra stores them, and fails the task (docs/facts/kestra.md, "Expressions"). */
export const checkPebble: FlowRule = (flow) => {
  const placeOf = placesInTexts(flow)
  const texts = readExpressions(flow)
  return [
    ...texts.flatMap((text) => [
      ...checkSyntax(flow, text, placeOf),
      ...checkInvocations(flow, text, placeOf),
      ...checkComparisons(flow, text, placeOf),
    ]),
    ...checkNames(flow, texts, placeOf),
    ...checkConditions(flow),
    ...checkSwitch(flow),
  ]
}

/**
 * A text that Kestra's Pebble refuses. Where it is not certain that the text is rendered, as in tasks of plugins, a tag that is meant for
 * another language of templates says nothing.
 */
const checkSyntax = (flow: CheckedFlow, text: ExpressionText, placeOf: PlaceOf): readonly Diagnostic[] => {
  const { fault } = text
  if (fault === undefined || (!isSurelyRendered(flow, text) && isForeign(text.text, fault.start))) return []
  const { start, end, says } = fault
  const message = `Kestra cannot read this expression: ${says}.`
  return [diagnosticIn(placeOf, text, { code: 'expression-syntax', message, start, end })]
}

const OPENING = /\{[{%#]/g
/** GitHub's `${{`, Go's `{{ .name`, `{{ $name`, `{{ range …`; Handlebars' and Mustache's `{{#if`, `{{/if`, `{{>part`, `{{{name}}}`; Bash's `${#list[@]}`. */
const FOREIGN =
  /^\{\{[-~]?\s*(?:[.$#/>!^&@{]|(?:range|with|define|template|end|if|else|block|printf|each|include|jq)\b)/

const isForeign = (text: string, at: number): boolean => {
  const openings = [...text.matchAll(OPENING)].filter(({ index }) => index <= at)
  const start = openings.at(-1)?.index ?? 0
  return text[start - 1] === '$' || FOREIGN.test(text.slice(start))
}
