import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { importsOf, sourceFiles } from '../architecture/source-files.ts'

const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        resolved: z.string().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
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

  it('no package that a user runs has a script that runs at its installation', () => {
    const runtime = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true)
    expect(runtime.length).toBeGreaterThan(10)
    expect(runtime.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([])
  })

  it('the bundle brings the text of the licence of each', () => {
    const licenses = readFileSync('dist/LICENSES.txt', 'utf8')
    const missing = Object.entries(manifest.dependencies).filter(
      ([name, version]) => !licenses.includes(`${name}@${version} (`),
    )
    expect(missing).toEqual([])
  })
})
