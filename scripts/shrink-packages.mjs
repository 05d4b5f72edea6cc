// The packages of a bundle without white space; our own code stays as it is, for those who read dist/.
import { transform } from 'esbuild'

/** esbuild names the file above each part that comes from it. A text that only looks so would break a part, and its transform fails. */
const PART = /^(?=\/\/ (?:node_modules\/|src\/|package\.json$))/m

/** The same program. `bundle` is the text of an ESM file that esbuild wrote, not minified. */
export const shrinkPackages = async (bundle) => {
  const parts = bundle.split(PART).map(async (part) => {
    if (!part.startsWith('// node_modules/')) return part
    const [name] = part.split('\n', 1)
    const { code } = await transform(part, { minifyWhitespace: true, legalComments: 'none', target: 'node24' })
    return `${name}\n${code}`
  })
  return (await Promise.all(parts)).join('')
}
