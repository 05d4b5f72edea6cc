import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtDist } from './built-dist.ts'

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'))

/** The path of the tarball that release.yml would upload, made in `folder` from the sources as they are now. */
export function packTarball(folder: string): string {
  execFileSync(process.execPath, ['scripts/pack.mjs', join(folder, 'package'), builtDist()])
  execFileSync('npm', ['pack', '--silent', './package'], { cwd: folder, stdio: 'pipe' })
  return join(folder, `${name}-${version}.tgz`)
}
