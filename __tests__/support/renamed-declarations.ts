import { readContextReferences, renderedTexts } from '../../src/flow/context-references.ts'
import { isMapValue } from '../../src/yaml/map-value.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

/** What the expressions of a flow name, each once: `inputs.date`, with the offset of the name where it stands. */
export const referencesIn = (source: string) => {
  const { value } = parseYaml(source)
  return isMapValue(value) ? renderedTexts(value).flatMap(({ text }) => readContextReferences(text)) : []
}

/** The flow with one input, task or variable under another name where it is declared, and under the old one in its expressions. */
export const renamedDeclarations = (source: string): readonly { readonly name: string; readonly source: string }[] => {
  const all = referencesIn(source).map((reference) => ({ ...reference, name: reference.names[0]?.name ?? '' }))
  const careful = new Set(all.filter(({ isGuarded }) => isGuarded).map(({ root, name }) => `${root}.${name}`))
  const names = new Map(all.map(({ root, name }) => [`${root}.${name}`, { root, name }]))
  return [...names].flatMap(([reference, { root, name }]) => {
    // What a trigger passes counts as declared.
    const isBrought = root === 'inputs' && new RegExp(`^ +${name}: `, 'm').test(source)
    if (careful.has(reference) || isBrought) return []
    const declares = root === 'vars' ? `^( +)(${name}): ` : `^( *(?:- )?id: *["']?)(${name})["']?[ \\t]*(?:#.*)?$`
    const found = [...source.matchAll(new RegExp(declares, 'gm'))]
    const [first] = found
    // One that is near enough for a suggestion, which is what an unknown variable needs.
    if (found.length !== 1 || first === undefined || (root === 'vars' && name.length < 3)) return []
    const at = first.index + (first[1]?.length ?? 0) + name.length
    return [{ name: reference, source: `${source.slice(0, at)}x${source.slice(at)}` }]
  })
}
