// Lays out what goes to npm: the command line and the library `kestra-gitops/lint`, bundled, and so without a dependency. `npm run pack -- FOLDER`, then `npm publish FOLDER`.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const [folder = join(ROOT, '.cache/package'), dist = join(ROOT, 'dist')] = process.argv.slice(2)

const { name, version, description, license, type, bin, exports } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
)
const files = {
  'dist/cli.js': join(dist, 'cli.js'),
  'dist/run-cli.js': join(dist, 'run-cli.js'),
  'dist/lint.js': join(dist, 'lint.js'),
  'dist/lint.d.ts': join(dist, 'lint.d.ts'),
  'dist/LICENSES.txt': join(dist, 'LICENSES.txt'),
  'dist/gitlab-note.mjs': join(ROOT, 'examples/ci/gitlab-note.mjs'),
  'README.md': join(ROOT, 'README.md'),
  LICENSE: join(ROOT, 'LICENSE'),
}
const manifest = { name, version, description, license, type, bin, exports, files: ['dist'], engines: { node: '>=24' } }

for (const [path, from] of Object.entries(files)) {
  const to = join(folder, path)
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
}
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
