import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isScalar, parseDocument, stringify } from 'yaml'
import { ComposedFlow } from '../../src/flow/compose-flow.ts'
import type { NodePath } from '../../src/flow/map-value.ts'
import { indexPlaces, placeIn } from '../../src/flow/place-index.ts'
import { findKey, findNode } from '../../src/flow/plain-value.ts'

/** All paths of a value, and for each of them one below it that is not there. */
const pathsOf = (value: unknown, path: NodePath = []): readonly NodePath[] => {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const below = children.flatMap(([key, child]) => pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]))
  return [path, [...path, 'nowhere'], [...path, 7], ...below]
}

const ofNodes = (root: unknown, path: NodePath, part: 'key' | 'value') => {
  const node = part === 'key' ? findKey(root, path) : findNode(root, path)
  return node?.range ? { start: node.range[0], end: node.range[1], isScalar: isScalar(node) } : undefined
}

/** Compares every place with that of the nodes; how many the index knew by itself. */
const compare = (source: string): number => {
  const composed = new ComposedFlow(source)
  const index = indexPlaces(composed.root, source)
  let known = 0
  for (const path of pathsOf(composed.value))
    for (const part of ['key', 'value'] as const) {
      const place = composed.placeOf(path, part)
      expect({ path, part, place }).toEqual({
        path,
        part,
        place: ofNodes(composed.root, path, part),
      })
      if (index !== undefined && placeIn(index, source, { path, part }) !== 'unclear') known += 1
    }
  return known
}

describe('the places of a text', () => {
  it('are those of its nodes, whatever it holds and however it is written', () => {
    const key = fc.oneof(fc.constantFrom('id', 'tasks', '0', 'a b', 'ä', '"', "it's", '- x', '#', ''), fc.string())
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.constantFrom(null, true, 'a\nb\n', '{{ x }}', '*a', ' '))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      map: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    }))
    const style = fc.record({
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED'),
      defaultKeyType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', null),
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
    })
    let known = 0
    fc.assert(
      fc.property(value, style, (data, options) => {
        known += compare(stringify(data, { version: '1.1', ...options }))
      }),
      { numRuns: 1500 },
    )
    expect(known).toBeGreaterThan(10_000)
  })

  test.each([
    ['two equal keys', 'a: 1\nb: 2\na:\n  c: 3\na:\n- d\n'],
    ['no value', 'a:\nb:\n  c:\n  - \n  -\n'],
    ['a complex key', '? [a, b]\n: 1\n? {c: d}\n: 2\ne: 3\n'],
    ['a key over lines', '? a\n  b\n: 1\nc: 2\n'],
    ['anchors and aliases', '&k a: &x 1\n*x : 2\nb: *x\n'],
    ['tags', '!!str a: !!int 1\nb: !x {c: 1}\n'],
    ['comments and blanks', '# a\n\na: # b\n  # c\n  - 1 # d\n\n  - 2\n'],
    ['what cannot be read', 'a: [1, 2\nb: 3\n'],
    ['a byte order mark', '\uFEFFa: 1\n'],
    ['lines of Windows', 'a:\r\n  b: 1\r\n  c:\r\n    - d\r\n'],
    ['nothing', ''],
    ['only a text', 'hello'],
  ])('are those of its nodes: %s', (_, source) => {
    compare(source)
  })

  it('are not kept of a text that is too long for it', () => {
    expect(indexPlaces(parseDocument('a: 1').contents, `a: ${'1'.repeat(40_000)}`)).toBeUndefined()
    expect(compare(`a: ${'1'.repeat(40_000)}\nb: 2\n`)).toBe(0)
  })
})
