// Bundles the action to one ESM file and the command line to two, all committed (docs/internals/facts/github.md, "One bundle").
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { licensesOf } from './licenses.mjs'
import { shrinkPackages } from './shrink-packages.mjs'

const outdir = process.argv[2] ?? 'dist'

// undici loads all of its parts from one index. These serve browsers' interfaces, tests and caches, which this program
// does not use. A use of one would fail loudly, in the tests that run dist/.
const UNUSED_OF_UNDICI =
  /[\\/]undici[\\/]lib[\\/](?:mock|cache|web[\\/](?:cache|cookies|websocket|eventsource)|interceptor|dispatcher[\\/](?:h2c-client|round-robin-pool|balanced-pool|retry-agent)|handler[\\/](?:cache-|deduplication-|retry-))[^\\/]*/

// The same parser of HTTP twice: one for processors with SIMD, one for all of them, which is fast enough.
const PARSER_WITH_SIMD = /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp_simd-wasm\.js$/

/** @type {import('esbuild').Plugin} */
const withoutUnusedUndici = {
  name: 'without-unused-undici',
  setup: ({ onLoad }) => {
    onLoad({ filter: UNUSED_OF_UNDICI }, () => ({
      contents: `module.exports = new Proxy(class {}, { get: (target, key) => key in target ? target[key] : class {} })`,
      loader: 'js',
    }))
    onLoad({ filter: PARSER_WITH_SIMD }, () => ({ contents: `module.exports = require('./llhttp-wasm.js')` }))
  },
}

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const options = {
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // undici's own switch for builds: without its second parser, an experiment that is off.
  define: { esbuildDetection: '1' },
  plugins: [withoutUnusedUndici],
  banner: {
    js: [
      "import { createRequire as bundleCreateRequire } from 'node:module'",
      'const require = bundleCreateRequire(import.meta.url)',
    ].join('\n'),
  },
}

const action = await build({ ...options, entryPoints: { main: 'src/main.ts' } })
// cli.js loads run-cli.js, so that Node.js can take the larger one from its compile cache.
const commandLine = await build({
  ...options,
  entryPoints: { cli: 'src/start-cli.ts' },
  splitting: true,
  chunkNames: 'run-[name]',
})

for (const name of ['main.js', 'cli.js', 'run-cli.js']) {
  const file = join(outdir, name)
  await writeFile(file, await shrinkPackages(await readFile(file, 'utf8')))
}
// One kind of line end, or Git shows another file than was built.
await writeFile(
  join(outdir, 'LICENSES.txt'),
  licensesOf({ ...action.metafile.inputs, ...commandLine.metafile.inputs }).replaceAll('\r\n', '\n'),
)
