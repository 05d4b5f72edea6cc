import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { KestraClient } from '../kestra/client.ts'
import type { KnownFlow } from '../plan/known-flow.ts'
import { reachesItself } from '../plan/reaches-itself.ts'
import { applySeverities } from '../problem/apply-severities.ts'
import { mergeProblems } from '../problem/merge-problems.ts'
import type { Problem } from '../problem/problem.ts'
import { messageOf, UserError } from '../problem/user-error.ts'
import { withMangledNames } from '../repository/file-name-problems.ts'
import type { Desired, DesiredFlow } from '../resource/desired.ts'
import { resourceKey } from '../resource/resource.ts'
import type { KnownServer } from '../validate/known-tree.ts'
import { type FlowSchema, loadFlowSchema } from '../validate/schema/flow-schema.ts'
import { validateAgainstSchema } from '../validate/schema/validate-against-schema.ts'
import { mapVerdict } from '../validate/server/map-verdict.ts'
import { validateOffline } from '../validate/validate-offline.ts'
import type { GitReading } from './read-git.ts'
import type { LiveReading } from './read-server.ts'
import type { Reading } from './read-sides.ts'
import type { RunOptions } from './run-options.ts'
import { SCHEMA_PATH } from './schema.ts'

/**
 * Every problem of the tree in one list: places and names, offline rules, the schema when there is one, and the server's
 * verdict on `flows`; one fault is told once, by the first who found it. Severities are as the repository wants them.
 */
export const checkTree = async (
  { git, live, knownFlows, client }: Reading,
  flows: readonly DesiredFlow[],
  run: RunOptions,
): Promise<readonly Problem[]> => {
  const { desired, config } = git
  const context = { isStrict: run.settings.isStrict || config.isStrict === true }
  const offline = validateOffline(
    desired,
    client === undefined ? context : { ...context, version: client.info, server: knownServer(live) },
  )
  const [schema, verdicts] = await Promise.all([
    checkSchema(git, run),
    client === undefined ? [] : checkOnServer(client, flows, { desired, knownFlows }),
  ])
  const ofTree = client === undefined ? git.problems : withMangledNames(git.problems, desired.files, client.info)
  const sources = new Map(
    [...desired.flows, ...desired.broken].map(({ file, document }) => [file, document.sourceInFile]),
  )
  return applySeverities(mergeProblems([ofTree, offline, schema, verdicts]), {
    severities: config.severities ?? {},
    sourceOf: (file) => sources.get(file),
  })
}

const knownServer = ({ liveSides, unreadFileNamespaces }: LiveReading): KnownServer => {
  const sides = [...liveSides.values()]
  const files = new Map<string, Set<string>>()
  for (const { name } of sides.filter((side) => side.name.kind === 'file')) {
    const paths = files.get(name.namespace) ?? new Set()
    files.set(name.namespace, paths.add(name.name))
  }
  for (const namespace of unreadFileNamespaces) files.delete(namespace)
  return {
    flows: sides.flatMap(({ name, content }) =>
      name.kind === 'flow' && typeof content === 'string'
        ? [{ namespace: name.namespace, id: name.name, source: content }]
        : [],
    ),
    files,
    isComplete: true,
  }
}

/** With the file of "schema", or the one that `kestra-gitops schema` has put into the repository. */
const checkSchema = async ({ desired, paths }: GitReading, run: RunOptions): Promise<readonly Problem[]> => {
  const file = run.settings.schemaFile ?? (paths.has(SCHEMA_PATH) ? SCHEMA_PATH : undefined)
  if (file === undefined) return []
  const schema = await readSchema(resolve(run.directory, file), file)
  return desired.flows.flatMap(({ file, document }) => validateAgainstSchema({ file, document, schema }))
}

const readSchema = async (path: string, shown: string): Promise<FlowSchema> => {
  try {
    return loadFlowSchema(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      'invalid-settings',
      `Cannot read the file "${shown}" of "schema": ${messageOf(error)}. Fetch it again with the command "schema".`,
      { cause: error },
    )
  }
}

const checkOnServer = async (
  client: KestraClient,
  flows: readonly DesiredFlow[],
  { desired, knownFlows }: { readonly desired: Desired; readonly knownFlows: readonly KnownFlow[] },
): Promise<readonly Problem[]> => {
  const verdicts = await client.validateFlows(flows)
  const tree = new Set(desired.flows.map(({ namespace, id }) => resourceKey({ kind: 'flow', namespace, name: id })))
  const isInTree = ({ namespace, id }: { readonly namespace: string; readonly id: string }): boolean =>
    tree.has(resourceKey({ kind: 'flow', namespace, name: id }))
  return verdicts.flatMap((verdict, index) => {
    const flow = flows[index]
    if (flow === undefined) return []
    const problems = mapVerdict({ file: flow.file, document: flow.document, verdict, isInTree })
    // Since 2.0 the server looks for circles through the flows that it stores; a call that this tree turns round is none.
    const isCircle = reachesItself(`${flow.namespace}/${flow.id}`, knownFlows)
    return isCircle ? problems : problems.filter(({ code }) => code !== 'flow-cycle')
  })
}

/** Flows that differ from the server: what a deploy may write, and what the server has not accepted yet. */
export const changedFlows = ({ git: { desired, desiredSides }, live }: Reading): readonly DesiredFlow[] =>
  desired.flows.filter(({ namespace, id }) => {
    const key = resourceKey({ kind: 'flow', namespace, name: id })
    return desiredSides.get(key)?.fingerprint !== live.liveSides.get(key)?.fingerprint
  })
