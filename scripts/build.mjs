// Bundles the action and the command line, each to one ESM file; both are committed (github.md, "Runtime").
import { build } from 'esbuild'

const outdir = process.argv[2] ?? 'dist'

await build({
  entryPoints: { main: 'src/main.ts', cli: 'src/cli.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'linked',
  logLevel: 'warning',
  banner: {
    js: [
      "import { createRequire as bundleCreateRequire } from 'node:module'",
      'const require = bundleCreateRequire(import.meta.url)',
    ].join('\n'),
  },
})
