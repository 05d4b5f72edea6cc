import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import { nameOf } from '../repository/tree.ts'
import type { Repeated } from './repeated.ts'

/** What kinds have in common whose resources are YAML files of their own, each named by the `id` that its text says. */

/** A text of the server as a file of Git holds it. */
export const fileOfText = (source: string): Uint8Array =>
  new TextEncoder().encode(source.endsWith('\n') ? source : `${source}\n`)

/** Told of a file that is called by none of `names`; by a number in front, people order their files. */
export const fileNameProblems = (
  { file, document }: PlacedDocument,
  { noun, id, names }: { readonly noun: string; readonly id: string; readonly names: readonly (string | undefined)[] },
): readonly Problem[] => {
  const stem = nameOf(file).replace(/\.ya?ml$/i, '')
  if (/^\d/.test(stem) || names.includes(stem)) return []
  const message = `The file is called \`${stem}\`, the ${noun} in it \`${id}\`. The YAML decides.`
  const hint = `Call the file \`${id}.yml\`, so that the ${noun} can be found by its name.`
  return [makeProblem('file-name-mismatch', { message, hint, file, position: document.positionOf(['id']) })]
}

/** Told of the second file of two that hold what one server can have once; `name` is that of the resource, with its noun. */
export const duplicateProblem = (
  code: 'duplicate-flow' | 'duplicate-dashboard',
  name: string,
  { item: { file, document }, first }: Repeated<PlacedDocument>,
): Problem => {
  const where = `${first.file}:${first.document.positionOf(['id'])?.line ?? 1}`
  const message = `The ${name} is in this file and in ${where}.`
  return makeProblem(code, { message, file, position: document.positionOf(['id']) })
}
