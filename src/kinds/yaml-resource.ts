import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import { lastSegmentOf } from '../text/paths.ts'
import type { Repeated } from './repeated.ts'

/** Shared by the kinds that are stored as one YAML file with an `id` per resource. */

/** A text from the server as the content of a file in Git, with a line end at the end. */
export const fileOfText = (source: string): Uint8Array =>
  new TextEncoder().encode(source.endsWith('\n') ? source : `${source}\n`)

/** Reports a file whose name is not in `names`. A number at the beginning is allowed, since people use it to order files. */
export const fileNameProblems = (
  { file, document }: PlacedDocument,
  { noun, id, names }: { readonly noun: string; readonly id: string; readonly names: readonly (string | undefined)[] },
): readonly Problem[] => {
  const stem = lastSegmentOf(file).replace(/\.ya?ml$/i, '')
  if (/^\d/.test(stem) || names.includes(stem)) return []
  const message = `The file is named \`${stem}\`, the ${noun} in it \`${id}\`. The YAML decides.`
  const hint = `Rename the file to \`${id}.yml\`, so that the ${noun} can be found by its name.`
  return [makeProblem('file-name-mismatch', { message, hint, file, position: document.positionOf(['id']) })]
}

/** Reports the second of two files with the same resource. `name`: the noun and the name of the resource. */
export const duplicateProblem = (
  code: 'duplicate-flow' | 'duplicate-dashboard',
  name: string,
  { item: { file, document }, first }: Repeated<PlacedDocument>,
): Problem => {
  const where = `${first.file}:${first.document.positionOf(['id'])?.line ?? 1}`
  const message = `The ${name} is in this file and in ${where}.`
  return makeProblem(code, { message, file, position: document.positionOf(['id']) })
}
