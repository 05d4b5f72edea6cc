// Bundles the action and the command line, each to one ESM file; both are committed (docs/facts/github.md, "One bundle").
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { licensesOf } from './licenses.mjs'

const outdir = process.argv[2] ?? 'dist'

// undici loads all of its parts from one index. These serve browsers' interfaces, tests and caches, which this program
// does not use: a fifth of the bundle. A use of one would fail loudly, in the tests that run dist/.
const UNUSED_OF_UNDICI =
  /[\\/]undici[\\/]lib[\\/](?:mock|cache|web[\\/](?:cache|websocket|eventsource)|interceptor|dispatcher[\\/](?:h2c-client|round-robin-pool|balanced-pool|retry-agent)|handler[\\/](?:cache-|deduplication-|retry-))[^\\/]*/

/** @type {import('esbuild').Plugin} */
const withoutUnusedUndici = {
  name: 'without-unused-undici',
  setup: ({ onLoad }) => {
    onLoad({ filter: UNUSED_OF_UNDICI }, () => ({
      contents: `module.exports = new Proxy(class {}, { get: (target, key) => key in target ? target[key] : class {} })`,
      loader: 'js',
    }))
  },
}

const { metafile } = await build({
  entryPoints: { main: 'src/main.ts', cli: 'src/cli.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [withoutUnusedUndici],
  banner: {
    js: [
      "import { createRequire as bundleCreateRequire } from 'node:module'",
      'const require = bundleCreateRequire(import.meta.url)',
    ].join('\n'),
  },
})

await writeFile(join(outdir, 'LICENSES.txt'), licensesOf(metafile.inputs))
