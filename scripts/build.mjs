// Bundles the action and the library `kestra-gitops/lint` to one ESM file each and the command line to two, all committed
// (docs/internals/facts/github.md, "One bundle").
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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
const library = await build({ ...options, entryPoints: { lint: 'src/lint/index.ts' } })

for (const name of ['main.js', 'cli.js', 'run-cli.js', 'lint.js']) {
  const file = join(outdir, name)
  await writeFile(file, await shrinkPackages(await readFile(file, 'utf8')))
}
await writeFile(join(outdir, 'lint.d.ts'), declarationOf('src/lint/index.ts'))
// One kind of line end, or Git shows another file than was built.
await writeFile(
  join(outdir, 'LICENSES.txt'),
  licensesOf({ ...action.metafile.inputs, ...commandLine.metafile.inputs, ...library.metafile.inputs }).replaceAll(
    '\r\n',
    '\n',
  ),
)

/** The types that a file exports, as TypeScript declares them. Throws if they need another file, which dist/ does not have. */
function declarationOf(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-types-'))
  try {
    const compiler = 'node_modules/typescript/bin/tsc'
    const flags = '--declaration --emitDeclarationOnly --noCheck --ignoreConfig --module nodenext --target es2024'
    const other =
      '--strict --exactOptionalPropertyTypes --allowImportingTsExtensions --types node --rootDir src --outDir'
    execFileSync(process.execPath, [compiler, entry, ...`${flags} ${other}`.split(' '), folder], { stdio: 'inherit' })
    const text = readFileSync(join(folder, entry.replace(/^src\//, '').replace(/\.ts$/, '.d.ts')), 'utf8')
    if (/^import\b|\bfrom '|\bimport\(/m.test(text)) throw new Error(`The types of ${entry} need another file.`)
    return text.replaceAll('\r\n', '\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
