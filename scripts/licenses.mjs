// The licence of every package of which a bundle holds a line, with its whole text, as they all ask for.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What may be bundled into a program under Apache-2.0 with nothing but its text beside it. */
const PERMISSIVE = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'])

/** `node_modules/@scope/name` of each input that is a package's, nested ones included. */
const foldersOf = (inputs) =>
  new Set(
    Object.keys(inputs).flatMap((path) => {
      const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)
      return found === null ? [] : [found[0]]
    }),
  )

const OWN_COPIES = join(import.meta.dirname, 'licenses')

/** Of the package itself; a few leave it out of what they publish, and the text of their repository lies in `licenses/`. */
const textOf = (folder, name) => {
  const own = `${name.replaceAll('/', '-')}.txt`
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').trim()
  return readdirSync(OWN_COPIES).includes(own) ? readFileSync(join(OWN_COPIES, own), 'utf8').trim() : undefined
}

/** The text of the file, from esbuild's metafile. Throws where a package has no text, or another licence. */
export const licensesOf = (inputs) => {
  const packages = [...foldersOf(inputs)].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { name, version, license, text: textOf(folder, name) }
  })
  for (const { name, license, text } of packages) {
    if (!PERMISSIVE.has(license)) throw new Error(`${name} has the licence ${license}, which nobody has looked at.`)
    if (text === undefined) throw new Error(`${name} brings no text of its licence.`)
  }
  return packages
    .toSorted((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
    .map(({ name, version, license, text }) => `${name}@${version} (${license})\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`)
}
