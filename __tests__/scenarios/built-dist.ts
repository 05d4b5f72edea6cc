import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, '.cache')
const SOURCES = [
  'src/**/*.ts',
  'scripts/{build,licenses,shrink-packages}.mjs',
  'scripts/licenses/*',
  'package-lock.json',
]

let built: string | undefined

/**
 * The folder with `cli.js`, `main.js` and `lint.js` bundled from the sources as they are now, built at most once per state of the
 * sources. Workers that need it at the same time build side by side; the first one to be done wins.
 */
export function builtDist(): string {
  built ??= findOrBuild()
  return built
}

function findOrBuild(): string {
  const dist = join(CACHE, `dist-${sourcesHash()}`)
  if (existsSync(dist)) return dist
  mkdirSync(CACHE, { recursive: true })
  const own = mkdtempSync(join(CACHE, 'build-'))
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), own], { cwd: ROOT, stdio: 'pipe' })
  try {
    renameSync(own, dist)
  } catch (error) {
    if (!existsSync(dist)) throw error
    rmSync(own, { recursive: true, force: true })
  }
  return dist
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const name of globSync(SOURCES, { cwd: ROOT }).sort()) {
    hash.update(name).update(readFileSync(join(ROOT, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
