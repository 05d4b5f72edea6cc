// Version, address and checksum of the release that all recipes install, from scripts/pinned-release.json: npm run docs. With the tarball
// of a release as argument, that tarball is pinned first.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PINNED = join(ROOT, 'scripts/pinned-release.json')

/** What the checksum is until the release is published: no file has it, so that every recipe fails. */
export const PLACEHOLDER = '0'.repeat(64)

/** Every file that installs the release. */
export const RECIPES = [
  'README.md',
  'docs/recipes.md',
  'examples/ci/Jenkinsfile',
  'examples/ci/azure-pipelines.yml',
  'examples/ci/bitbucket-pipelines.yml',
  'examples/ci/gitlab-ci.yml',
  'examples/pull/Dockerfile',
  'examples/workflows/code-scanning.yml',
]

interface Release {
  readonly url: string
  /** 64 hexadecimal digits. */
  readonly sha256: string
}

export const pinnedRelease = (): Release => {
  const { version, sha256 } = JSON.parse(readFileSync(PINNED, 'utf8'))
  const url = `https://github.com/OWNER/kestra-gitops/releases/download/v${version}/kestra-gitops-${version}.tgz`
  return { url, sha256 }
}

/** The text with this release in each of its installations. */
export const withRelease = (text: string, { url, sha256 }: Release): string =>
  text
    .replace(/https:\/\/github\.com\/OWNER\/kestra-gitops\/releases\/download\/\S+\.tgz/g, () => url)
    .replace(/\b[0-9a-f]{64}(?= {2})/g, sha256)

const pin = (tarball: string): void => {
  const [, version] = /^kestra-gitops-(\d+\.\d+\.\d+)\.tgz$/.exec(basename(tarball)) ?? []
  if (version === undefined) throw new Error(`${tarball} is not named like the tarball of a release.`)
  const sha256 = createHash('sha256').update(readFileSync(tarball)).digest('hex')
  writeFileSync(PINNED, `${JSON.stringify({ version, sha256 }, undefined, 2)}\n`)
}

if (import.meta.main) {
  const [tarball] = process.argv.slice(2)
  if (tarball !== undefined) pin(tarball)
  for (const path of RECIPES) {
    const file = join(ROOT, path)
    writeFileSync(file, withRelease(readFileSync(file, 'utf8'), pinnedRelease()))
  }
}
