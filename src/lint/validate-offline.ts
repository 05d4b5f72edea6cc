import { comparePlaces, type Problem } from '../finding/problem.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import { compareText } from '../text/compare.ts'
import { isMapValue, type NodePath } from '../yaml/map-value.ts'
import { problemOf } from './all-codes.ts'
import { checkSuites } from './check-suites.ts'
import { ruleContext } from './rule-context.ts'
import { rules } from './rule-list.ts'
import { type CheckedTree, type KnownServer, symbolIndex } from './symbol-index.ts'
import type { TypeOutputs } from './type-outputs.ts'

/** Optional knowledge beyond the tree. Without it the checks report less, never something else. */
export interface OfflineContext {
  readonly version?: KnownVersion | undefined
  readonly server?: KnownServer
  /** Output properties of tasks by type. */
  readonly types?: TypeOutputs | undefined
  /** True if the schema of the server has the property or the type at a path of a flow (`knowsConstruct`). */
  readonly isKnown?: ((flow: unknown, path: NodePath) => boolean) | undefined
}

const FLOW_RULES = rules.flatMap(({ flow }) => flow ?? [])
const TREE_RULES = rules.flatMap(({ tree }) => tree ?? [])

/**
 * Returns all problems of a tree that need no validation by the server, sorted by file and line. A flow with unreadable YAML only has
 * syntax problems. Severities are those of the code table; `applySeverities` applies the settings and the comments in the flows.
 */
export const validateOffline = (tree: CheckedTree, context: OfflineContext = {}): readonly Problem[] => {
  const { version, types, isKnown = () => false } = context
  const known = symbolIndex(tree, context.server)
  const runs = TREE_RULES.map((begin) => begin())
  // Flows are processed one by one and then dropped, because a tree may have ten thousand.
  const problems = [...tree.flows, ...tree.brokenFlows].flatMap((flow) => {
    const checked = ruleContext(flow, { version, types, isKnown: (path) => isKnown(flow.document.value, path) })
    if (checked === undefined) return syntaxProblems(flow)
    for (const run of runs) run.add(checked, known)
    const found = FLOW_RULES.flatMap((rule) => rule(checked, known))
    return [...syntaxProblems(flow), ...found.map((finding) => problemOf(flow, finding))]
  })
  const acrossFlows = runs.flatMap((run) => run.report()).map(({ flow, ...finding }) => problemOf(flow, finding))
  return [...problems, ...acrossFlows, ...checkSuites(tree.suites ?? [], known, version)].toSorted(
    (a, b) => comparePlaces(a, b) || compareText(a.code, b.code),
  )
}

const syntaxProblems = (flow: PlacedDocument): readonly Problem[] => {
  const { value, documentFindings, isReadable } = flow.document
  const problems = documentFindings.map((finding) => problemOf(flow, finding))
  if (isMapValue(value) || !isReadable) return problems
  const position = { line: 1, column: 1 }
  return [...problems, problemOf(flow, { code: 'not-a-map', message: 'This document is not a map of keys.', position })]
}
