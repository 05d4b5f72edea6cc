import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MachineContract, machineContract } from '../render/machine-contract.ts'
import { parseJson } from '../text/parse-json.ts'

// A plan that creates 5,000 flows has about 2 MB.
const MAX_ARTIFACT_BYTES = 5_000_000

export type Artifact =
  | { readonly kind: 'read'; readonly contract: MachineContract }
  | { readonly kind: 'none'; readonly sentence: string }

/** Reads the plan.json that the run of a pull request left in a folder. Whoever opened it wrote it: nothing is believed. */
export const readArtifact = async (folder: string): Promise<Artifact> => {
  const text = await readText(join(folder, 'plan.json'))
  if (typeof text !== 'string') return text
  const parsed = machineContract.safeParse(parseJson(text))
  if (parsed.success) return { kind: 'read', contract: parsed.data }
  return none('it is not a plan of this version of kestra-gitops')
}

const readText = async (file: string): Promise<string | Artifact> => {
  try {
    const stats = await lstat(file)
    // A link could make us read a file of this machine into a public comment.
    if (!stats.isFile()) return none('it is not a regular file')
    if (stats.size > MAX_ARTIFACT_BYTES) return none(`it has ${stats.size} bytes, more than ${MAX_ARTIFACT_BYTES}`)
    return await readFile(file, 'utf8')
  } catch (error) {
    return none(error instanceof Error ? error.message : String(error))
  }
}

const none = (why: string): Artifact => ({
  kind: 'none',
  sentence: `The plan.json of the artifact was not posted: ${why}.`,
})
