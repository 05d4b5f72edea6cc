import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { importsOf, sourceFiles } from '../architecture/source-files.ts'
import { builtDist } from '../scenarios/built-dist.ts'

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
const page = readFileSync('docs/internals/dependencies.md', 'utf8')

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

describe('docs/internals/dependencies.md', () => {
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
})

/** How much of a bundle comes from which package, in kB. */
const sizesIn = (bundle: string): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>()
  for (const part of bundle.split(/^(?=\/\/ (?:node_modules|src)\/)/m)) {
    const [, name] = /^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(part) ?? []
    if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + part.length / 1000)
  }
  return sizes
}

describe('the bundles', () => {
  const dist = builtDist()
  const main = sizesIn(readFileSync(`${dist}/main.js`, 'utf8'))
  const cli = sizesIn(readFileSync(`${dist}/run-cli.js`, 'utf8'))
  const rows = [...page.matchAll(/^\| `([^`]+)`( †)? \|(?:[^|]*\|){2} (\d+) kB/gm)].map(
    ([, name = '', mark, size]) => ({
      name,
      isOfMain: mark !== undefined,
      size: Number(size),
    }),
  )

  it('bring the text of the licence of each dependency', () => {
    const licenses = readFileSync(`${dist}/LICENSES.txt`, 'utf8')
    const missing = Object.entries(manifest.dependencies).filter(
      ([name, version]) => !licenses.includes(`${name}@${version} (`),
    )
    expect(missing).toEqual([])
  })

  it('hold about as much of each dependency as the page says', () => {
    const wrong = rows.filter(({ name, size }) => Math.abs((main.get(name) ?? 0) - size) > 1 + size / 10)
    expect(wrong.map(({ name, size }) => `${name}: ${size} kB, in truth ${Math.round(main.get(name) ?? 0)}`)).toEqual(
      [],
    )
    expect(rows).toHaveLength(Object.keys(manifest.dependencies).length)
  })

  it('hold nothing of GitHub in the command line', () => {
    expect(rows.filter(({ name, isOfMain }) => cli.has(name) === isOfMain)).toEqual([])
    expect([...cli.keys()].filter((name) => /^@(?:actions|octokit)\//.test(name))).toEqual([])
  })
})
