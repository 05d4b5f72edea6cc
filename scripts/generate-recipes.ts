// The account that publishes this project, and version, address and checksum of the release that all recipes install, from
// scripts/pinned-release.json: npm run docs. With the tarball of a release as argument, that tarball is pinned first, with the account of the run.
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
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

/** The account until the first release: no account of GitHub is called so. */
export const NO_OWNER = 'OWNER'

/** Every file that names the account, from the top of the repository. */
export const ownerFiles = (): readonly string[] =>
  globSync(['README.md', 'docs/*.md', 'examples/**/*', '.github/ISSUE_TEMPLATE/*.yml'], {
    cwd: ROOT,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))

interface Release {
  /** The GitHub account that publishes it. */
  readonly owner: string
  readonly url: string
  /** 64 hexadecimal digits. */
  readonly sha256: string
}

export const pinnedRelease = (): Release => {
  const { owner, version, sha256 } = JSON.parse(readFileSync(PINNED, 'utf8'))
  const url = `https://github.com/${owner}/kestra-gitops/releases/download/v${version}/kestra-gitops-${version}.tgz`
  return { owner, url, sha256 }
}

/** The text with this account in each address of the project, and without the sentence on a missing account once there is one. */
export const withOwner = (text: string, owner: string): string => {
  const named = text.replace(
    /(?<=github\.com\/|githubusercontent\.com\/|uses: |--repo )[\w-]+(?=\/kestra-gitops\b)/g,
    owner,
  )
  return owner === NO_OWNER ? named : named.replace(/(<!-- owner -->).*?(<!-- \/owner -->)/gs, '$1$2')
}

/** The text with this release in each of its installations. */
export const withRelease = (text: string, { url, sha256 }: Pick<Release, 'url' | 'sha256'>): string =>
  text
    .replace(/https:\/\/github\.com\/[\w-]+\/kestra-gitops\/releases\/download\/\S+\.tgz/g, () => url)
    .replace(/\b[0-9a-f]{64}(?= {2})/g, sha256)

const pin = (tarball: string): void => {
  const [, version] = /^kestra-gitops-(\d+\.\d+\.\d+)\.tgz$/.exec(basename(tarball)) ?? []
  if (version === undefined) throw new Error(`${tarball} is not named like the tarball of a release.`)
  const sha256 = createHash('sha256').update(readFileSync(tarball)).digest('hex')
  const owner = process.env['GITHUB_REPOSITORY_OWNER'] ?? pinnedRelease().owner
  writeFileSync(PINNED, `${JSON.stringify({ owner, version, sha256 }, undefined, 2)}\n`)
}

if (import.meta.main) {
  const [tarball] = process.argv.slice(2)
  if (tarball !== undefined) pin(tarball)
  const release = pinnedRelease()
  const rewrite = (path: string, change: (text: string) => string): void => {
    const file = join(ROOT, path)
    const text = readFileSync(file, 'utf8')
    const changed = change(text)
    // Some files of the examples are no text.
    if (changed !== text) writeFileSync(file, changed)
  }
  for (const path of RECIPES) rewrite(path, (text) => withRelease(text, release))
  for (const path of ownerFiles()) rewrite(path, (text) => withOwner(text, release.owner))
}
