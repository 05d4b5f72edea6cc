import type { Problem } from '../finding/problem.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import type { ServerInfo } from '../kestra/server.ts'
import { placedBySchema } from '../kestra/verdict/map-verdict.ts'
import type { ResourceToValidate } from '../kinds/kind-on-server.ts'
import { KINDS, kindEntries } from '../kinds/kinds.ts'
import { mayBeUnsupported } from '../kinds/on-server.ts'
import { checkRules } from '../lint/check-repository-rules.ts'
import { competingSync } from '../lint/competing-sync.ts'
import { finalizeFindings } from '../lint/finalize-findings.ts'
import { OF_UPGRADE } from '../lint/merge-problems.ts'
import { knowsConstruct } from '../lint/schema/knows-construct.ts'
import { validateAgainstSchema } from '../lint/schema/validate-against-schema.ts'
import type { KnownServer } from '../lint/symbol-index.ts'
import { validateOffline } from '../lint/validate-offline.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'
import type { Referable } from '../resource/referable.ts'
import { type ResourceKey, type ResourceName, resourceKey, resourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { whyKept } from '../settings/policy.ts'
import type { GitState } from '../state/git/read-git.ts'
import { lostResources } from '../state/lost-resources.ts'
import { readOutputs } from '../state/read-outputs.ts'
import { readSchemas, type SchemaResult } from '../state/read-schema.ts'
import { readStates, removedFlows, type States } from '../state/read-states.ts'
import type { Run, RunOptions } from '../state/run-options.ts'
import { readSecrets } from '../state/secrets.ts'
import { type ReadScope, recordedHere, type ServerState } from '../state/server/read-server.ts'
import { checkUnreadableFlows } from '../state/unreadable-flows.ts'
import { validateOnServer } from './validate-on-server.ts'

/** The state from which the resources to validate are chosen. `liveResources` contains at least the flows. */
interface BeforeVerdicts {
  readonly git: GitState
  readonly liveResources: Promise<ResourceMap>
}

/** Chooses the resources that the server validates. */
type ChooseAsked = (known: BeforeVerdicts) => Promise<readonly ResourceToValidate[]>

/**
 * Reads the server next to the Git state, and checks the tree. The server is asked for its verdicts while the rest of it is read
 * (docs/internals/performance.md, "Which request waits for which"). Throws `UserError` as `readStates` and the checks do.
 */
export const readAndCheck = async (
  git: GitState,
  run: Run,
  { choose, ...scope }: ReadScope & { readonly choose: ChooseAsked },
): Promise<{ readonly resourceStates: States; readonly problems: readonly Problem[] }> => {
  const reading = readStates(git, run, scope)
  const checking = checkTree(git, reading, beforeVerdicts(git, reading, run).then(choose), run)
  // If both fail, the error of the reading is reported.
  await Promise.allSettled([reading, checking])
  return { resourceStates: await reading, problems: await checking }
}

/** A tree with a kind that the server may not offer waits for the whole reading. */
const beforeVerdicts = async (whole: GitState, reading: Promise<States>, run: Run): Promise<BeforeVerdicts> => {
  if (run.server !== undefined && !validatable(whole).some(({ kind }) => mayBeUnsupported(kind)))
    return { git: whole, liveResources: run.server.flows }
  const { git, live } = await reading
  return { git, liveResources: Promise.resolve(live.liveResources) }
}

/**
 * Returns all problems of the tree in one list: locations and names, offline rules, the schema if there is one, and the server's
 * validation of the resources in `choosing`. The server's verdict overrules offline checks both ways. Each fault is reported once, by the
 * first check that found it. Severities follow the repository's settings, except for those of the server.
 */
const checkTree = async (
  whole: GitState,
  reading: Promise<States>,
  choosing: Promise<readonly ResourceToValidate[]>,
  run: Run,
): Promise<readonly Problem[]> => {
  const [client, asked] = await Promise.all([run.server?.client, choosing])
  const schemas = readSchemas(
    { paths: whole.paths, given: run.settings.schemaFile, directory: run.directory },
    { client, asked: new Set(asked.map(({ kind }) => kind)), runtime: run.runtime },
  )
  const checkingOffline = checkOffline({ whole, reading, client, isAsking: asked.length > 0 }, schemas, run)
  const checkingSchema = Promise.all([reading, schemas]).then(([{ git }, read]) =>
    checkSchemas(git, read, client?.info),
  )
  const ownProblems = async () => [...(await checkingOffline), ...(await checkingSchema)]
  const tree = async () => {
    const { git, knownFlows } = await reading
    return { resources: validatable(git), knownFlows }
  }
  const [schema, offline, server] = await Promise.all([
    checkingSchema,
    checkingOffline,
    validateOnServer(client, asked, { ownProblems, tree }),
  ])
  const { git, live } = await reading
  const { config } = git
  const isStrict = run.settings.isStrict || config.isStrict
  const ofTree = client === undefined ? git.problems : problemsOnServer(git, client.info)
  const competing = competingSync(git, client === undefined ? { liveResources: new Map() } : live, run)
  const sources = new Map(git.documents.map(({ file, document }) => [file, document.sourceInFile]))
  return finalizeFindings(
    {
      own: [ofTree, lostResources(git, recordedHere(live)), competing, offline, schema],
      server: placedBySchema(server.problems, schema),
      others: [
        ...checkRules(git.rules, git.flowsInGit),
        ...checkUnreadableFlows(
          { desiredResources: git.desiredResources, liveResources: live.liveResources },
          filesWithErrors(server.problems),
        ),
      ],
    },
    {
      omitted: run.settings.preview === undefined ? new Set() : CODES_NOT_FOR_PREVIEWS,
      accepted: server.accepted,
      isStrict,
      severities: config.severities,
      sourceOf: (file) => sources.get(file),
      isServerKnown: client !== undefined,
      listedWhole: codesListedWhole(run),
    },
  )
}

const filesWithErrors = (problems: readonly Problem[]): ReadonlySet<string | undefined> =>
  new Set(problems.flatMap(({ severity, file }) => (severity === 'error' ? [file] : [])))

/** Runs the offline rules, with secret names and task outputs from the server or from a file of the tree. */
const checkOffline = async (
  {
    whole,
    reading,
    client,
    isAsking,
  }: Pick<States, 'client'> & {
    readonly whole: GitState
    readonly reading: Promise<States>
    readonly isAsking: boolean
  },
  schemas: Promise<readonly SchemaResult[]>,
  run: RunOptions,
): Promise<readonly Problem[]> => {
  // As for the schema: if the server validates nothing, it is not asked for the outputs of its types.
  const [{ git, live }, { secrets, problems }, types] = await Promise.all([
    reading,
    readSecrets(whole, client, run),
    readOutputs(whole.flows, schemas.then(outputsOfSchema), {
      client: isAsking ? client : undefined,
      runtime: run.runtime,
    }),
  ])
  const read = await schemas
  const schema = read.find(({ kind }) => KINDS[kind].isExecuted)?.schema
  const isKnown = schema && knowsConstruct(schema)
  const reported = validateOffline(
    { ...git, secrets, dataOf: valuesOf(git) },
    client === undefined
      ? { version: versionOfSchema(read), types, isKnown }
      : { version: client.info, types, isKnown, server: knownServer(git, live, run) },
  )
  return [...problems, ...reported]
}

/** Codes that are not reported for previews: references that leave the preview have findings of their own, and its flows have no triggers. */
const CODES_NOT_FOR_PREVIEWS: ReadonlySet<string> = new Set([
  ...['unknown-flow', 'listens-to-nothing'],
  ...['unknown-trigger-value', 'uncertain-trigger-value', 'trigger-value-by-hand'],
])

/** Codes whose locations `validate` lists one by one: what an upgrade breaks (docs/upgrade-kestra.md). */
const codesListedWhole = ({ command }: RunOptions) => (command === 'validate' ? OF_UPGRADE : [])

const problemsOnServer = ({ desired, problems }: GitState, server: ServerInfo): readonly Problem[] =>
  kindEntries().reduce<readonly Problem[]>((reported, [kind, { problemsOnServer: retold }]) => {
    const resources = desired.resources.filter((resource) => resource.kind === kind)
    return retold(reported, resources, server)
  }, problems)

const valuesOf =
  ({ desiredResources }: GitState) =>
  (name: ResourceName): unknown => {
    const content = desiredResources.get(resourceKey(name))?.content
    return content === undefined ? undefined : KINDS[name.kind].dataOf(content)
  }

const knownServer = (git: GitState, live: ServerState, { settings, isPublic }: RunOptions): KnownServer => {
  const { namespaces, policy } = settings
  const { liveResources, listed } = live
  const removed = removedFlows(git, live)
  const resourceStates = Map.groupBy(liveResources.values(), ({ name }) => name.kind)
  let known: Referable = {}
  for (const [kind, { referable }] of kindEntries())
    known = {
      ...known,
      ...referable({ resourceStates: resourceStates.get(kind) ?? [], listed: namesByNamespace(listed.get(kind)) }),
    }
  return {
    flows: [],
    ...known,
    isComplete: true,
    isSilent: isPublic,
    isRead: (namespace) => isAllowedNamespace(namespace, namespaces),
    leaves: (name) => {
      const key = resourceKey(name)
      if (!removed.has(key) || live.records.ownedByOthers.has(key) || git.desired.ignored.has(key)) return undefined
      return whyKept(policy, name.namespace) === undefined ? 'deleted' : 'kept'
    },
  }
}

const namesByNamespace = (listed: ReadonlyMap<string, readonly ResourceKey[]> = new Map()) =>
  new Map([...listed].map(([namespace, keys]) => [namespace, keys.map(resourceName)]))

/** The version that the tree is for, if offline: the version of its schema. */
const versionOfSchema = (schemas: readonly SchemaResult[]): KnownVersion | undefined =>
  schemas.map(({ schema }) => schema?.version).find((version) => version !== undefined)

const outputsOfSchema = (schemas: readonly SchemaResult[]) =>
  schemas.map(({ schema }) => schema?.outputs).find((outputs) => outputs !== undefined)

const checkSchemas = (
  git: GitState,
  schemas: readonly SchemaResult[],
  version: ServerInfo | undefined,
): readonly Problem[] =>
  schemas.flatMap(({ kind, schema, isFromServer, problem }) => {
    if (schema === undefined) return problem === undefined ? [] : [problem]
    const server = isFromServer ? version?.version : undefined
    return validatable(git)
      .filter((resource) => resource.kind === kind)
      .flatMap(({ file, document }) => validateAgainstSchema({ file, document, schema, version, server }))
  })

/** Every resource that a server can validate. */
export const everyOne: ChooseAsked = async ({ git }) => validatable(git)

/** The resources of the tree that a server can validate: those in YAML. */
const validatable = ({ desired, documents }: GitState): readonly ResourceToValidate[] => {
  const read = new Map(documents.map((of) => [of.file, of]))
  return desired.resources.flatMap(({ kind, namespace, name, file }) => {
    const of = read.get(file)
    return of?.kind === kind ? [{ kind, namespace, name, file, document: of.document }] : []
  })
}

/** Resources that differ from the server, or that it does not accept. A deploy may write them. */
export const changedOnes: ChooseAsked = async ({ git, liveResources }) => {
  const live = await liveResources
  return validatable(git).filter((resource) => {
    const key = resourceKey(resource)
    const liveState = live.get(key)
    return git.desiredResources.get(key)?.fingerprint !== liveState?.fingerprint || liveState?.exception !== undefined
  })
}
