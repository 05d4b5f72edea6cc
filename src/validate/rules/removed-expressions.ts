import { ownTags } from '../../flow/context-references.ts'
import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import type { PebbleTag, PebbleToken } from '../../pebble/pebble-tokens.ts'
import { type NodePath, walkTexts } from '../../yaml/map-value.ts'
import { placesInTexts } from '../expressions/place-in-text.ts'

interface Removed {
  readonly offset: number
  readonly word: string
  /** What it is in the expression. */
  readonly name: string
  readonly hint: string
}

const REVISION = 'Write `revision`.'
const VERSIONED: ReadonlySet<string> = new Set(['read', 'fileURI'])

/**
 * What the expressions of 2.0 no longer have: 2.0 stores such a flow, and what renders them fails (docs/facts/kestra.md, "Syntax that 2.0 no longer has").
 */
export const removedExpressions = (flow: CheckedFlow): readonly Diagnostic[] => {
  const placeOf = placesInTexts(flow)
  const found: Diagnostic[] = []
  walkTexts(flow.value, (text, path) => {
    if (!/\bjson\b|\bversion\b/.test(text) || isShown(path)) return
    const at = [...path]
    for (const { offset, word, name, hint } of removedIn(text)) {
      const position = placeOf({ path: at, offset, written: word })
      const message = `Kestra 2.0 no longer has ${name}: this fails when it runs.`
      found.push({ code: 'breaks-on-2', path: at, position, message, hint })
    }
  })
  return found
}

/** Shown, and never rendered. */
const isShown = (path: NodePath): boolean => path.length === 1 && path[0] === 'description'

const removedIn = (text: string): readonly Removed[] => {
  const tags = ownTags(text)
  if (tags.some(makesJson)) return []
  return tags.flatMap(({ tokens }) => tokens.flatMap((token, index) => removedAt(token, tokens, index)))
}

/** A macro of the text's own. */
const makesJson = ({ kind, tokens: [word, name] }: PebbleTag): boolean =>
  kind === 'execute' && word?.text === 'macro' && name?.text === 'json'

const removedAt = (token: PebbleToken, tokens: readonly PebbleToken[], index: number): readonly Removed[] => {
  if (token.kind !== 'name') return []
  const [before, next] = [tokens[index - 1]?.text, tokens[index + 1]?.text]
  const found = (name: string, hint: string): readonly Removed[] => [
    { offset: token.start, word: token.text, name, hint },
  ]
  if (token.text === 'json') {
    if (before === '|') return found('the filter `json`', 'Write `toJson`; 1.x takes it as well.')
    if (next === '(' && before !== '.' && before !== 'is')
      return found('the function `json`', 'Write `fromJson`; 1.x takes it as well.')
  }
  const isArgument = token.text === 'version' && next === '=' && VERSIONED.has(calledAt(tokens, index) ?? '')
  return isArgument ? found(`\`version\` of \`${calledAt(tokens, index)}\``, REVISION) : []
}

/** The function whose arguments the token at `index` stands among. */
const calledAt = (tokens: readonly PebbleToken[], index: number): string | undefined => {
  let depth = 0
  for (let at = index - 1; at >= 0; at -= 1) {
    const text = tokens[at]?.kind === 'sign' ? (tokens[at]?.text ?? '') : ''
    if (')]}'.includes(text) && text !== '') depth += 1
    else if ('([{'.includes(text) && text !== '') {
      if (depth === 0) return text === '(' && tokens[at - 1]?.kind === 'name' ? tokens[at - 1]?.text : undefined
      depth -= 1
    }
  }
  return undefined
}
