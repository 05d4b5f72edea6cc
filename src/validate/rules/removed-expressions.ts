import { ownTemplate } from '../../flow/context-references.ts'
import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { expressionsIn, type PebbleExpression } from '../../pebble/pebble-tree.ts'
import { type NodePath, walkTexts } from '../../yaml/map-value.ts'
import { placesInTexts } from '../expressions/place-in-text.ts'

interface Removed {
  readonly offset: number
  readonly word: string
  /** What it is in the expression. */
  readonly name: string
  readonly hint: string
}

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
  const template = ownTemplate(text)
  // A macro of the text's own.
  if (template === undefined || template.macros.has('json')) return []
  return expressionsIn(template).flatMap(removedAt)
}

const removedAt = (part: PebbleExpression): readonly Removed[] => {
  if (part.kind !== 'filter' && part.kind !== 'function') return []
  const { kind, name, start, given } = part
  if (name === 'json') {
    const hint = `Write \`${kind === 'filter' ? 'toJson' : 'fromJson'}\`; 1.x takes it as well.`
    return [{ offset: start, word: name, name: `the ${kind} \`json\``, hint }]
  }
  const version = VERSIONED.has(name) ? given.find((each) => each.name === 'version') : undefined
  if (version === undefined) return []
  return [{ offset: version.at, word: 'version', name: `\`version\` of \`${name}\``, hint: 'Write `revision`.' }]
}
