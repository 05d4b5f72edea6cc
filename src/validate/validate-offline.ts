import type { FlowDocument } from '../flow/flow-document.ts'
import { isMapValue, type NodePath } from '../flow/map-value.ts'
import type { SyntaxFault } from '../flow/syntax-diagnostics.ts'
import { walkTasks } from '../flow/walk-tasks.ts'
import { comparePlaces, type Position, type Problem } from '../problem/problem.ts'
import { isProblemCode, makeProblem } from '../problem/problem-codes.ts'
import type { Desired } from '../resource/desired.ts'
import type { KnownVersion } from '../resource/server-version.ts'
import type { CheckedFlow, Fault, FlowRule } from './flow-rule.ts'
import { type KnownServer, knownTree } from './known-tree.ts'
import { checkCron } from './rules/check-cron.ts'
import { checkCycles } from './rules/check-cycles.ts'
import { checkDag } from './rules/check-dag.ts'
import { checkDuplicates } from './rules/check-duplicates.ts'
import { checkFiles } from './rules/check-files.ts'
import { checkIds } from './rules/check-ids.ts'
import { checkInputs } from './rules/check-inputs.ts'
import { checkLabels } from './rules/check-labels.ts'
import { checkMasters } from './rules/check-masters.ts'
import { checkReferences } from './rules/check-references.ts'
import { checkRemovedSyntax } from './rules/check-removed-syntax.ts'
import { checkRequired } from './rules/check-required.ts'
import { checkRevision } from './rules/check-revision.ts'
import { checkRoutes } from './rules/check-routes.ts'
import { checkSecrets } from './rules/check-secrets.ts'
import { checkSelfCall } from './rules/check-self-call.ts'
import { checkShape } from './rules/check-shape.ts'
import { checkWrittenIds } from './rules/check-written-ids.ts'

/** What the checks may know beside the tree. All of it is optional: without a server they say less, not something else. */
export interface OfflineContext {
  readonly version?: KnownVersion
  readonly server?: KnownServer
  /** References that exist nowhere become errors. */
  readonly isStrict?: boolean
}

const FLOW_RULES: readonly FlowRule[] = [
  checkShape,
  checkRequired,
  checkIds,
  checkRoutes,
  checkWrittenIds,
  checkDuplicates,
  checkLabels,
  checkRevision,
  checkCron,
  checkInputs,
  checkDag,
  checkSelfCall,
  checkRemovedSyntax,
  checkMasters,
  checkSecrets,
]

/**
 * Every problem of every flow of a tree that can be told without asking the server to validate, in the order of files
 * and lines. A flow whose YAML cannot be read has its syntax faults only. Severities are those of the code table;
 * `applySeverities` brings in the settings and the comments in the flows.
 */
export const validateOffline = (
  desired: Pick<Desired, 'flows' | 'broken' | 'files'>,
  context: OfflineContext = {},
): readonly Problem[] => {
  const { version, isStrict = false } = context
  const known = knownTree(desired, context.server)
  const files = [...desired.flows, ...desired.broken]
  const checked = files.flatMap(({ file, document }): CheckedFlow[] => {
    const { value } = document
    return isMapValue(value) ? [{ file, document, value, nodes: walkTasks(document), version }] : []
  })
  const problems = [
    ...files.flatMap(syntaxProblems),
    ...checked.flatMap((flow) => {
      const faults = [
        ...FLOW_RULES.flatMap((rule) => rule(flow)),
        ...checkReferences(flow, known, { isStrict }),
        ...checkFiles(flow, known),
      ]
      return faults.map((fault) => problemOf(flow, fault))
    }),
    ...checkCycles(checked).map(({ flow, fault }) => problemOf(flow, fault)),
  ]
  return problems.toSorted(comparePlaces)
}

const syntaxProblems = ({
  file,
  document,
}: {
  readonly file: string
  readonly document: FlowDocument
}): readonly Problem[] => {
  const problems = document.faults.map((fault: SyntaxFault) => {
    const code = isProblemCode(fault.code) ? fault.code : 'yaml-syntax'
    return makeProblem(code, { file, message: fault.message, position: fault.position })
  })
  const isMap = isMapValue(document.value) || document.faults.some(({ isFatal }) => isFatal)
  if (isMap) return problems
  return [
    ...problems,
    makeProblem('not-a-map', {
      file,
      message: 'This document is not a map of keys.',
      position: { line: 1, column: 1 },
    }),
  ]
}

const problemOf = ({ file, document }: CheckedFlow, fault: Fault): Problem =>
  makeProblem(fault.code, { ...fault, file, position: fault.position ?? nearest(document, fault.path, fault.part) })

const nearest = (document: FlowDocument, path: NodePath, part?: 'key' | 'value'): Position | undefined => {
  const own = document.positionOf(path, part)
  if (own || path.length === 0) return own
  return nearest(document, path.slice(0, -1))
}
