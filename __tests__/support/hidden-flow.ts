import { aFlow, type FlowOptions } from './a-flow.ts'

/** Each character at which only Kestra's parser ends a line, by its name. */
export const HIDDEN_LINE_ENDS = { 'U+000D': '\r', 'U+0085': '\u0085', 'U+2028': '\u2028', 'U+2029': '\u2029' } as const

/**
 * A flow with a first line that looks like a comment and holds another flow: to the server the second is all there is, and the first, indented,
 * the text of its `description`.
 */
export const hiddenFlow = (shown: FlowOptions, hidden: FlowOptions, end: string = HIDDEN_LINE_ENDS['U+2028']): string =>
  `# ${end}${aFlow(hidden).replaceAll('\n', end)}description: |\n${aFlow(shown).replace(/^(?=.)/gm, '  ')}`
