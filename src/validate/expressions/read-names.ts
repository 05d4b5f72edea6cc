import { careOf, namedSteps, readsIn } from '../../pebble/pebble-names.ts'
import type { PebbleTemplate } from '../../pebble/pebble-tree.ts'

/** A variable of a template and the names behind it, as far as they are written out. */
export interface NamedRead {
  readonly root: string
  readonly names: readonly { readonly name: string; readonly end: number }[]
  /** Of the root. */
  readonly start: number
  readonly end: number
  readonly isGuarded: boolean
}

/** Every variable of a template that it does not give a value itself, in the order of the text; not those of `${{ … }}`, which is of GitHub. */
export const readNames = (template: PebbleTemplate, text: string): readonly NamedRead[] =>
  template.tags.flatMap((tag) => {
    const care = careOf(tag)
    return readsIn(tag.value).flatMap(({ of, steps }): NamedRead[] => {
      if (of.kind !== 'variable' || template.names.has(of.name)) return []
      const { name: root, start, end } = of
      if (text[text.lastIndexOf('{{', start) - 1] === '$') return []
      return [{ root, names: namedSteps(steps), start, end, isGuarded: care(of).isGuarded }]
    })
  })
