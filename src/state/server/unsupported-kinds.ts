import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { KestraClient } from '../../kestra/client.ts'
import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { ResourceName } from '../../resource/resource.ts'

/** A resource to leave out. `file`: its path in the repository; `undefined` if the tree no longer has it. */
type LeftOut = ResourceName & { readonly file?: string | undefined }

/** One warning for each file with resources of a kind that the server does not offer, and for each resource without a file. */
export const unsupportedKindProblems = (
  resources: readonly LeftOut[],
  { info: { version, edition } }: Pick<KestraClient, 'info'>,
): readonly Problem[] => {
  const server = [`Kestra ${version}`, ...(edition === undefined ? [] : [edition])].join(', ')
  const byFile = new Map(resources.map((resource) => [resource.file ?? displayName(resource), resource]))
  return [...byFile.values()].map(({ file, ...name }) => {
    const left = file === undefined ? `\`${displayName(name)}\` is left as it is` : 'This file is not deployed'
    const message = `${left}: this server (${server}) does not offer ${KINDS[name.kind].noun}s.`
    return makeProblem('unsupported-kind', { message, file })
  })
}
