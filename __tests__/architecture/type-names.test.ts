import { describe, expect, it } from 'vitest'
import { type SourceFile, sourceFiles } from './source-files.ts'

/** What TypeScript's own library calls its types; what JavaScript names is asked of `globalThis`. */
const OF_THE_LIBRARY = new Set(
  `ArrayLike Awaited ConstructorParameters Exclude Extract InstanceType Iterable Iterator Generator NonNullable Omit Parameters
  Partial Pick PromiseLike PropertyKey Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Required ReturnType ThisType Disposable
  AsyncDisposable AsyncIterable AsyncIterator AsyncGenerator TemplateStringsArray`.split(/\s+/),
)

/** What a browser calls its own, as every reader of TypeScript knows it; a report is told of in our own sense. */
const OF_BROWSERS = new Set(
  `Attr Comment Document Element History Image Location MimeType Navigator Node Notification Option Plugin Range Screen Selection
  Storage Text Touch Window Worker`.split(/\s+/),
)

const DECLARED = /^ *(?:export )?(?:declare )?(?:abstract )?(?:interface|class|type|enum) (\w+)(?=[ <])(?!.* from ')/gm

/** A block that adds to a type of the language names that type on purpose. */
const OF_EVERYBODY = /^declare global \{\n[\s\S]*?^\}/gm

const namesIn = ({ text }: Pick<SourceFile, 'text'>): readonly string[] =>
  [...text.replaceAll(OF_EVERYBODY, '').matchAll(DECLARED)].map(([, name = '']) => name)

const isGlobal = (name: string): boolean => OF_THE_LIBRARY.has(name) || OF_BROWSERS.has(name) || name in globalThis

const takenNames = (files: readonly SourceFile[]): readonly string[] => {
  const declared = files.flatMap((file) => namesIn(file).map((name) => ({ name, path: file.path })))
  return [...Map.groupBy(declared, ({ name }) => name)]
    .filter(([name, places]) => places.length > 1 || isGlobal(name))
    .map(([name, places]) => `${name}: ${places.map(({ path }) => path).join(', ')}`)
}

describe('the name of a type', () => {
  const files = sourceFiles(/^src\/.*\.ts$/)

  it('is declared once, and is none that JavaScript or TypeScript has given away', () => {
    expect(takenNames(files)).toEqual([])
  })

  it('is seen wherever it is declared', () => {
    expect(files.flatMap(namesIn).length).toBeGreaterThan(500)
    const text = `import { type Other } from './other.ts'
export type { Again } from './again.ts'
interface One<T> extends Two {
export interface Three {
type Four =
export class Five extends Error {
  type Six<T> = T
declare global {
  interface JSON {
  }
}
`
    expect(namesIn({ text })).toEqual(['One', 'Three', 'Four', 'Five', 'Six'])
    const taken = 'type Promise = 1\ntype Pick = 1\ntype Comment = 1\ntype Own = 1\n'
    expect(takenNames([{ path: 'a.ts', text: taken }])).toEqual(['Promise: a.ts', 'Pick: a.ts', 'Comment: a.ts'])
    expect(
      takenNames([
        { path: 'a.ts', text: 'type Own = 1\n' },
        { path: 'b.ts', text: 'interface Own {\n' },
      ]),
    ).toEqual(['Own: a.ts, b.ts'])
  })
})
