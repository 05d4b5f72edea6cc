import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import type { PlaceOf } from './place-in-text.ts'
import type { ExpressionText } from './read-expressions.ts'
import { isSurelyRendered } from './where-it-runs.ts'

/**
 * A text that Kestra's Pebble refuses. Where it is not certain that the text is rendered, as in tasks of plugins, a tag that is meant for
 * another language of templates says nothing.
 */
export const checkSyntax = (flow: CheckedFlow, text: ExpressionText, placeOf: PlaceOf): readonly Diagnostic[] => {
  const { fault, path } = text
  if (fault === undefined || (!isSurelyRendered(flow, text) && isForeign(text.text, fault.start))) return []
  const written = text.text.slice(fault.start, fault.end)
  const position = placeOf({ path, offset: fault.start, written })
  return [{ code: 'expression-syntax', path, position, message: `Kestra cannot read this expression: ${fault.says}.` }]
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
