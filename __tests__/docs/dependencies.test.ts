import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { importsOf, sourceFiles } from '../architecture/source-files.ts'

const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const page = readFileSync('docs/dependencies.md', 'utf8')

/** `@scope/name` or `name` of an import such as `undici/types`; nothing of Node.js or of this repository. */
const packagesOf = (file: { readonly path: string; readonly text: string }): readonly string[] =>
  importsOf(file)
    .filter((name) => !name.startsWith('src/') && !name.startsWith('node:') && name !== 'package.json')
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    )

describe('docs/dependencies.md', () => {
  it('has a line for every runtime dependency and for no other', () => {
    const listed = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name)
    expect(listed.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted())
  })

  it('package.json lists exactly what src/ imports', () => {
    const imported = new Set(sourceFiles(/^src\//).flatMap(packagesOf))
    expect([...imported].toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted())
  })
})
