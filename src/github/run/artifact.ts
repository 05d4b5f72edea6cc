import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Action, NOT_KNOWN, type Plan, type PlannedResource } from '../../plan/plan.ts'
import { isRepositoryPath } from '../../render/links.ts'
import { type MachineContract, machineContract, nameInContract } from '../../render/machine-contract.ts'
import { NOTHING_KNOWN } from '../../report/failed-report.ts'
import type { Report, ReportHead } from '../../report/report.ts'
import { parseJson } from '../../text/json.ts'
import { readNamedFile } from '../../workspace/named-files.ts'

// A plan that creates 5,000 flows has about 2 MB.
const MAX_ARTIFACT_BYTES = 5_000_000

type Artifact =
  | { readonly kind: 'read'; readonly contract: MachineContract }
  | { readonly kind: 'none'; readonly sentence: string }

/**
 * Reads the plan.json that the run of a pull request left in a folder. Whoever opened it wrote it: nothing is believed. A link, to it or
 * below the workspace, could make us read a file of this machine into a public comment.
 */
export const readArtifact = async (folder: string, workspace: string): Promise<Artifact> => {
  const text = await readText(join(folder, 'plan.json'), workspace)
  if (typeof text !== 'string') return text
  const parsed = machineContract.safeParse(parseJson(text))
  if (parsed.success) {
    const { resources, problems } = parsed.data
    const foreign = [...resources, ...problems].find(({ file }) => file !== undefined && !isRepositoryPath(file))
    return foreign === undefined
      ? { kind: 'read', contract: parsed.data }
      : none('it names a file by a path that no repository holds: absolute, or with a step `.` or `..`')
  }
  return none('it is not a plan of this version of kestra-gitops')
}

const readText = async (file: string, workspace: string): Promise<string | Artifact> => {
  try {
    const stats = await lstat(file)
    if (!stats.isFile()) return none('it is not a regular file')
    if (stats.size > MAX_ARTIFACT_BYTES) return none(`it has ${stats.size} bytes, more than ${MAX_ARTIFACT_BYTES}`)
    const content = await readNamedFile({ path: file, workspace, as: 'the artifact' })
    return content.toString('utf8')
  } catch (error) {
    return none(error instanceof Error ? error.message : String(error))
  }
}

const none = (why: string): Artifact => ({
  kind: 'none',
  sentence: `The plan.json of the artifact was not posted: ${why}.`,
})

/**
 * Turns the plan.json of a pull request from a fork back into a report, for the comment. Its run was the fork's own, so
 * it is a claim: it never reads as checked against the server, as deployed, or as safe to merge. Texts stay untrusted.
 */
export const reportOfArtifact = (contract: MachineContract, commit: string): Report => {
  const plan = planOf(contract)
  const isEmpty = plan.resources.every(({ action }) => action === 'none')
  const { result } = contract
  const head: ReportHead = {
    ...NOTHING_KNOWN,
    command: 'plan',
    result: result === 'invalid' || result === 'refused' || result === 'failed' ? result : 'changes',
    reason: contract.reason,
    message: claimedMessage(contract, isEmpty),
    target: { server: null, tenant: contract.target.tenant, label: undefined, serverVersion: null },
    commit,
    base: contract.base,
    problems: contract.problems.map(({ severity, code, message, file, line, column, elsewhere }) => ({
      ...{ severity, code, message },
      ...(elsewhere === true ? { isElsewhere: true as const } : {}),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    })),
    notices: [NOTICE],
  }
  return isEmpty ? { kind: 'failure', ...head } : { kind: 'plan', ...head, plan }
}

const NOTICE =
  'This pull request comes from a fork: its own run, which it can change, compared it with Git, not with the server. Read the diff before you trust this.'

const claimedMessage = ({ result, reason }: MachineContract, isEmpty: boolean): string | undefined => {
  if (result === 'failed' || result === 'refused') return `the run of the fork ended with \`${reason ?? result}\``
  return isEmpty ? 'the run of the fork says that no resource changes' : undefined
}

const planOf = ({ resources, summary, digest }: MachineContract): Plan => ({
  resources: resources.map(plannedResource),
  summary,
  // They stand in the report.
  problems: [],
  notices: [],
  edges: [],
  digest: digest ?? '',
  refusal: undefined,
})

const plannedResource = (resource: MachineContract['resources'][number]): PlannedResource => ({
  ...NOT_KNOWN,
  ...nameInContract(resource),
  file: resource.file,
  change: resource.change,
  action: ACTIONS[resource.change],
  origin: 'here',
  revision: { live: null, after: null },
  words: resource.words,
})

const ACTIONS: Readonly<Record<PlannedResource['change'], Action>> = {
  unchanged: 'none',
  create: 'create',
  update: 'update',
  adopt: 'update',
  delete: 'delete',
  drift: 'none',
  conflict: 'none',
  unmanaged: 'none',
  invalid: 'none',
}
