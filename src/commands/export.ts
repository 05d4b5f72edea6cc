import { describeExport, leftOutNotices } from '../export/describe-export.ts'
import type { PlacedFile, PublishedExport, SkippedResource } from '../export/export-change.ts'
import {
  checkChosen,
  type ExportScope,
  isExported,
  namespacesToExport,
  notLookedAtNotice,
  outOfScopeNotice,
  sameNotices,
  toGitNamespaces,
} from '../export/export-scope.ts'
import { credentialProblems, leaveOutCredentials } from '../export/exported-credentials.ts'
import { planExport } from '../export/plan-export.ts'
import { resolveExportPaths } from '../export/resolve-export-paths.ts'
import { readBarredPaths, type WrittenExport, writeExport } from '../export/write-export.ts'
import type { Problem } from '../finding/problem.ts'
import type { Plan } from '../plan/plan.ts'
import type { ExportedFile, ExportReport } from '../report/report.ts'
import type { Policy } from '../settings/policy.ts'
import { type GitState, readGit } from '../state/git/read-git.ts'
import { readStates, requireServer, type States } from '../state/read-states.ts'
import type { Run } from '../state/run-options.ts'
import { ownerOf } from '../state/server/read-server.ts'
import { headOf } from './make-report.ts'
import { planTree } from './plan-tree.ts'

/**
 * Exports the server's state to Git: finds differences, chooses a path for each resource, and passes the files to `run.publishExport`
 * (a pull request) or writes them into the work tree. Does not validate flows. The tree may be empty.
 */
export const exportToGit = async (given: Run): Promise<ExportReport> => {
  const run = withoutOwnPolicy(given)
  const git = await readGit(run, { mayBeEmpty: true })
  await requireServer(run)
  const scope = scopeOf(git, run)
  const resourceStates = await readStates(git, run, {
    readsEverything: true,
    owners: ownersOf(run),
    alsoNamespaces: (withFlows) => namespacesToExport(withFlows, scope),
  })
  const indexes = {
    liveResources: resourceStates.live.liveResources,
    desiredResources: resourceStates.git.desiredResources,
  }
  checkChosen(scope, indexes)
  const plan = await planTree(resourceStates, git.problems, run)
  const { resolved, leftOut, problems } = await resolve(plan, resourceStates, { scope, run })
  const { written, skipped, notices, patch } = await deliver(resolved, run)
  const left = [...leftOut, ...skipped.flatMap(({ file, why }) => file.changes.map((change) => ({ ...change, why })))]
  const named = [...left, ...resolved.flatMap(({ changes }) => changes)]
  return {
    kind: 'export',
    ...headOf(run, resourceStates, {
      result: resolved.length === 0 ? 'in-sync' : 'changes',
      problems: [...plan.problems, ...problems],
      notices: [
        ...plan.notices,
        ...notices,
        ...leftOutNotices(left),
        ...sameNotices(scope, named),
        ...outOfScopeNotice(indexes, scope),
        ...notLookedAtNotice(run.settings.namespaces),
      ],
      why: undefined,
    }),
    plan: describeExport(plan, resolved, indexes),
    files: resolved.flatMap((file) => exportedFiles(file, written.includes(file))),
    patch,
    isDryRun: run.settings.isDryRun,
  }
}

/** The owner with and without `namespace`: an export may be narrower than the deploy. */
const ownersOf = ({ repository, settings }: Run): readonly string[] => [
  ...new Set([settings, { ...settings, namespace: undefined }].map((of) => ownerOf({ repository, settings: of }))),
]

/** Removes the deploy policies that would change which differences an export finds. Keeps those that make a deploy refuse. */
const withoutOwnPolicy = (run: Run): Run => {
  const { settings } = run
  const { onDriftOf } = settings.policy
  const whenMissing = settings.policy.whenMissing === 'keep' ? 'keep' : 'delete'
  // Seeded resources belong to the server, so an export takes them only if they are named.
  const isSeed = ([, onDrift]: readonly [string, unknown]) => onDrift === 'seed' && settings.resources.length === 0
  const seeds = Object.fromEntries(Object.entries(onDriftOf).filter(isSeed))
  const policy: Policy = { ...settings.policy, whenMissing, onDrift: 'keep', onDriftOf: seeds }
  return { ...run, settings: { ...settings, policy } }
}

const resolve = async (
  { resources }: Plan,
  { git, live }: States,
  { scope, run }: { readonly scope: ExportScope; readonly run: Run },
): Promise<{
  readonly resolved: readonly PlacedFile[]
  readonly leftOut: readonly SkippedResource[]
  readonly problems: readonly Problem[]
}> => {
  const toGit = toGitNamespaces(git.namespaceMap)
  const planned = planExport({
    ...git,
    resources,
    liveResources: live.liveResources,
    ownedByOthers: live.records.ownedByOthers,
    isExported: (name) => isExported(name, scope),
    namespace: scope.namespace,
    chosen: scope.chosen,
    toGit,
    root: git.treeSettings.roots[0] ?? '',
    whyBarred: await readBarredPaths(run.directory),
  })
  const { tree, treeSettings, desiredResources } = git
  const { secrets } = run.settings
  const checked = leaveOutCredentials(planned.changes, { secrets, isPublic: run.isPublic, toGit })
  const { files, leftOut } = await resolveExportPaths(checked.changes, {
    tree,
    settings: treeSettings,
    desiredResources,
    liveResources: live.liveResources,
    toGit,
  })
  return {
    resolved: files,
    leftOut: [...planned.leftOut, ...checked.leftOut, ...leftOut],
    problems: [...checked.problems, ...credentialProblems(files, secrets)],
  }
}

const scopeOf = ({ desired }: GitState, { settings }: Run): ExportScope => ({
  namespace: settings.namespace,
  inTree: desired.namespaces,
  protectedNamespaces: settings.policy.protectedNamespaces,
  chosen:
    settings.resources.length > 0 || settings.takesConflicts
      ? { names: new Set(settings.resources), takesConflicts: settings.takesConflicts }
      : undefined,
})

const deliver = async (placed: readonly PlacedFile[], run: Run): Promise<WrittenExport & PublishedExport> => {
  if (placed.length === 0) return { written: [], skipped: [], notices: [] }
  if (run.settings.isDryRun) return { written: [], skipped: [], notices: ['A dry run: nothing was written.'] }
  if (run.publishExport === undefined) return { ...(await writeExport(placed, run.directory)), notices: [] }
  const published = await run.publishExport(placed)
  return { written: published.patch === undefined ? placed : [], skipped: [], ...published }
}

const exportedFiles = ({ changes }: PlacedFile, isWritten: boolean): readonly ExportedFile[] =>
  changes.map(({ kind, namespace, name, action, file }) => ({ kind, namespace, name, action, file, isWritten }))
