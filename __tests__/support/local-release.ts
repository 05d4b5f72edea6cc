import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { withRelease } from '../../scripts/generate-recipes.ts'

/** The script with this tarball in place of the pinned release. */
export const withTarball = (script: string, tarball: string): string =>
  withRelease(script, {
    url: pathToFileURL(tarball).href,
    sha256: createHash('sha256').update(readFileSync(tarball)).digest('hex'),
  })
