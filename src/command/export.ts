import { describeExport, leftOutNotices } from '../export/describe-export.ts'
import type { LeftOut, PlacedChange } from '../export/export-change.ts'
import {
  type ExportScope,
  elsewhereNotice,
  isExported,
  namespacesToExport,
  toGitNamespaces,
} from '../export/export-scope.ts'
import { heedCredentials } from '../export/exported-credentials.ts'
import { planExport } from '../export/plan-export.ts'
import { settleExport } from '../export/settle-export.ts'
import { type WrittenExport, writeExport } from '../export/write-export.ts'
import type { Plan } from '../plan/plan.ts'
import { headOf } from './make-report.ts'
import { planTree } from './plan-tree.ts'
import { type GitReading, readGit } from './read-git.ts'
import { type Reading, readSides, requireServer } from './read-sides.ts'
import type { ExportedFile, ExportReport } from './report.ts'
import type { Run } from './run-options.ts'

/**
 * Takes the server's state back into Git: finds what differs, gives everything a place, and hands the files to
 * `run.publishExport` (a pull request), or writes them into the work tree. Judges nobody's flows: what the server has is
 * what comes. May begin with an empty tree.
 */
export const exportToGit = async (given: Run): Promise<ExportReport> => {
  const run = withoutOwnPolicy(given)
  const git = await readGit(run, { mayBeEmpty: true })
  await requireServer(run)
  const scope = scopeOf(git, run)
  const reading = await readSides(git, run, {
    readsEverything: true,
    alsoNamespaces: (whole) =>
      namespacesToExport(
        whole.map(({ namespace }) => namespace),
        scope,
      ),
  })
  const plan = await planTree(reading, git.problems, run)
  const placed = await settle(plan, reading, scope)
  const {
    settled,
    leftOut: held,
    problems,
  } = heedCredentials(placed.settled, {
    secrets: run.settings.secrets,
    isPublic: run.isPublic,
  })
  const { written, skipped, notices } = await hand(settled, run)
  const left = [...placed.leftOut, ...held, ...skipped.map(({ change, why }) => ({ ...change, why }))]
  const sides = { liveSides: reading.live.liveSides, desiredSides: git.desiredSides }
  return {
    kind: 'export',
    ...headOf(run, reading, {
      result: settled.length === 0 ? 'in-sync' : 'changes',
      problems: [...plan.problems, ...problems],
      notices: [...plan.notices, ...notices, ...leftOutNotices(left), ...elsewhereNotice(sides, scope)],
      why: undefined,
    }),
    plan: describeExport(plan, settled, sides),
    files: settled.map((change) => exportedFile(change, written.includes(change))),
  }
}

/** What a deploy would do about a difference must not change what an export finds. */
const withoutOwnPolicy = (run: Run): Run => {
  const { settings } = run
  return { ...run, settings: { ...settings, policy: { ...settings.policy, whenMissing: 'keep', onDrift: 'keep' } } }
}

const settle = async (
  { resources }: Plan,
  { git, live }: Reading,
  scope: ExportScope,
): Promise<{ readonly settled: readonly PlacedChange[]; readonly leftOut: readonly LeftOut[] }> => {
  const planned = planExport({
    ...git,
    resources,
    liveSides: live.liveSides,
    claims: live.records.claims,
    isExported: (name) => isExported(name, scope),
    namespace: scope.namespace,
    toGit: toGitNamespaces(git.namespaceMap),
    root: git.treeSettings.roots[0] ?? '',
  })
  const { tree, treeSettings, desiredSides } = git
  const settled = await settleExport(planned.changes, {
    tree,
    settings: treeSettings,
    desiredSides,
    liveSides: live.liveSides,
  })
  return { settled: settled.placed, leftOut: [...planned.leftOut, ...settled.leftOut] }
}

const scopeOf = ({ desired }: GitReading, { settings }: Run): ExportScope => ({
  namespace: settings.namespace,
  inTree: desired.namespaces,
  protectedNamespaces: settings.policy.protectedNamespaces,
})

type Handed = WrittenExport & { readonly notices: readonly string[] }

const hand = async (placed: readonly PlacedChange[], run: Run): Promise<Handed> => {
  if (placed.length === 0) return { written: [], skipped: [], notices: [] }
  if (run.settings.isDryRun) return { written: [], skipped: [], notices: ['A dry run: nothing was written.'] }
  if (run.publishExport === undefined) return { ...(await writeExport(placed, run.directory)), notices: [] }
  return { written: placed, skipped: [], notices: await run.publishExport(placed) }
}

const exportedFile = ({ kind, namespace, name, action, file }: PlacedChange, isWritten: boolean): ExportedFile => ({
  kind,
  namespace,
  name,
  action,
  file,
  isWritten,
})
