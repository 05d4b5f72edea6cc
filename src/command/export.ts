import type { Outcome, ResourceOutcome } from '../deploy/outcome.ts'
import { describeExport, leftOutNotices } from '../export/describe-export.ts'
import { type ExportScope, isExported } from '../export/export-scope.ts'
import { planExport } from '../export/plan-export.ts'
import { type PlacedChange, settleExport } from '../export/settle-export.ts'
import { type WrittenExport, writeExport } from '../export/write-export.ts'
import type { NamespaceMapping } from '../flow/rewrite-namespace.ts'
import type { Plan } from '../plan/plan.ts'
import { UserError } from '../problem/user-error.ts'
import type { PlannedRun } from './plan-run.ts'
import type { GitReading } from './read-git.ts'
import type { RunOptions } from './run-options.ts'

export interface ExportOptions {
  readonly git: GitReading
  readonly planned: PlannedRun
  readonly run: RunOptions
}

/** The plan told as an export, and what became of each file. */
export interface Exported {
  readonly plan: Plan
  readonly outcome: Outcome
}

/**
 * Takes the server's state back into Git: finds what differs, gives everything a place, and hands the files to
 * `options.publishExport` (a pull request), or writes them into the work tree.
 */
export const exportTree = async ({ git, planned, run }: ExportOptions): Promise<Exported> => {
  const { liveSides, records } = planned.live
  const toGit = reverse(git.namespaceMap)
  const { changes, leftOut } = planExport({
    ...git,
    resources: planned.plan.resources,
    liveSides,
    claims: records.claims,
    isExported: (namespace) => isExported(namespace, scopeOf(git, run)),
    namespace: run.settings.namespace,
    toGit,
    root: git.treeSettings.roots[0] ?? '',
  })
  const settled = await settleExport(changes, {
    tree: git.tree,
    settings: git.treeSettings,
    desiredSides: git.desiredSides,
    liveSides,
  })
  const { written, skipped, notices } = await hand(settled.placed, run)
  const left = [...leftOut, ...settled.leftOut, ...skipped.map(({ change, why }) => ({ ...change, why }))]
  return {
    plan: describeExport(planned.plan, settled.placed, { liveSides, desiredSides: git.desiredSides }),
    outcome: {
      isComplete: true,
      resources: settled.placed.map((change) =>
        outcomeOf(change, written.includes(change) ? 'applied' : 'not-attempted'),
      ),
      notices: [...notices, ...leftOutNotices(left), ...elsewhereNotice(git, planned, run)],
    },
  }
}

/** From the server's namespaces to Git's. Throws `UserError` where two of Git's namespaces become one on the server. */
const reverse = (mappings: readonly NamespaceMapping[]): readonly NamespaceMapping[] => {
  for (const [index, { from, to }] of mappings.entries()) {
    const other = mappings.slice(index + 1).find((later) => later.to === to)
    if (other === undefined) continue
    throw new UserError(
      'ambiguous-namespace-map',
      `Cannot export: "namespace-map" sends both ${from} and ${other.from} to ${to}, so nothing tells to which of the two a resource of ${to} belongs in Git. Export with a map that names only one of them.`,
    )
  }
  return mappings.map(({ from, to }) => ({ from: to, to: from }))
}

const scopeOf = ({ desired }: GitReading, { settings }: RunOptions): ExportScope => ({
  namespace: settings.namespace,
  inTree: desired.namespaces,
  protectedNamespaces: settings.policy.protectedNamespaces,
})

type Handed = WrittenExport & { readonly notices: readonly string[] }

const hand = async (placed: readonly PlacedChange[], run: RunOptions): Promise<Handed> => {
  if (placed.length === 0) return { written: [], skipped: [], notices: [] }
  if (run.settings.isDryRun) return { written: [], skipped: [], notices: ['A dry run: nothing was written.'] }
  if (run.publishExport === undefined) return { ...(await writeExport(placed, run.directory)), notices: [] }
  return { written: placed, skipped: [], notices: await run.publishExport(placed) }
}

const outcomeOf = (
  { kind, namespace, name, action, file }: PlacedChange,
  outcome: ResourceOutcome['outcome'],
): ResourceOutcome => ({
  ...{ kind, namespace, name, action, outcome, message: file },
  revision: { before: null, after: null },
})

/** Of a server that others use as well, only the namespaces of this tree come along; the rest is counted. */
const elsewhereNotice = (git: GitReading, { live }: PlannedRun, run: RunOptions): readonly string[] => {
  if (run.settings.namespace !== undefined) return []
  const scope = scopeOf(git, run)
  const others = [...live.liveSides].filter(
    ([key, { name }]) => !git.desiredSides.has(key) && !isExported(name.namespace, scope),
  )
  if (others.length === 0) return []
  const namespaces = [...new Set(others.map(([, { name }]) => name.namespace))].toSorted()
  const shown = namespaces.slice(0, MOST_NAMESPACES).map((namespace) => `\`${namespace}\``)
  const rest = namespaces.length > shown.length ? [`${namespaces.length - shown.length} more`] : []
  return [
    `${others.length} flows and files of namespaces that this tree does not have were left: ${[...shown, ...rest].join(', ')}. Name one with "namespace" to export it.`,
  ]
}

const MOST_NAMESPACES = 5
