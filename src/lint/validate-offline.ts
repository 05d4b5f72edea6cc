import { comparePlaces, type Problem } from '../finding/problem.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import { problemOf } from '../flow/document-finding.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import { isMapValue, type NodePath } from '../yaml/map-value.ts'
import { checkComparisons } from './expressions/check-comparisons.ts'
import { checkConditions, checkSwitch } from './expressions/check-conditions.ts'
import { checkExpressions } from './expressions/check-expressions.ts'
import { checkNames } from './expressions/check-names.ts'
import { checkNumbers } from './expressions/check-numbers.ts'
import { checkInvocations, checkSyntax } from './expressions/check-pebble.ts'
import { checkFlowOutputs, checkPassedOutputs } from './outputs/check-flow-outputs.ts'
import { checkOutputs } from './outputs/check-outputs.ts'
import type { TypeOutputs } from './outputs/output-shape.ts'
import { type FlowRule, ruleContext } from './rule-context.ts'
import { checkChangesOn2 } from './rules/check-changes-on-2.ts'
import { checkChildren } from './rules/check-children.ts'
import { findCompetingSync } from './rules/check-competing-sync.ts'
import { checkCron } from './rules/check-cron.ts'
import { checkFiles, checkKeys, checkSecretNames, checkSecrets } from './rules/check-external-references.ts'
import { checkDuplicates, checkIds, checkInputs, checkRoutes, checkWrittenIds } from './rules/check-ids.ts'
import { checkLabels } from './rules/check-labels.ts'
import { checkReferences, checkSelfCall } from './rules/check-references.ts'
import { checkRemovedSyntax } from './rules/check-removed-syntax.ts'
import { checkRequired, checkRevision, checkShape, checkTaskWhen } from './rules/check-shape.ts'
import { checkSuites } from './suites/check-suites.ts'
import { type CheckedTree, type KnownServer, symbolIndex } from './symbol-index.ts'
import { type Call, callsOf, checkCycles } from './triggers/check-cycles.ts'
import { checkEachSecond, checkNeverFires, checkWebhookKeys } from './triggers/check-firing.ts'
import { checkToolNames, type McpTool, mcpToolsOf } from './triggers/check-tool-names.ts'
import { checkRequiredInputs, checkTriggerInputs } from './triggers/check-trigger-inputs.ts'
import { checkTriggerValues, type TriggerReads, triggerReadsOf } from './triggers/check-trigger-values.ts'
import { checkWhen } from './triggers/check-when.ts'
import { checkCoreTexts } from './values/check-core-texts.ts'
import { checkDateArguments } from './values/check-date-arguments.ts'
import { checkDefaults } from './values/check-inputs.ts'
import { checkConditionalInputs, checkListened, checkUnrendered } from './values/check-reads.ts'
import { checkTexts } from './values/check-texts.ts'

/** Optional knowledge beyond the tree. Without it the checks report less, never something else. */
export interface OfflineContext {
  readonly version?: KnownVersion | undefined
  readonly server?: KnownServer
  /** Output properties of tasks by type. */
  readonly types?: TypeOutputs | undefined
  /** True if the schema of the server has the property or the type at a path of a flow (`knowsConstruct`). */
  readonly isKnown?: ((flow: unknown, path: NodePath) => boolean) | undefined
}

const FLOW_RULES: readonly FlowRule[] = [
  checkShape,
  checkRequired,
  checkTaskWhen,
  checkIds,
  checkRoutes,
  checkWrittenIds,
  checkDuplicates,
  checkLabels,
  checkRevision,
  checkCron,
  checkInputs,
  checkDefaults,
  checkConditionalInputs,
  checkCoreTexts,
  checkTexts,
  checkDateArguments,
  checkUnrendered,
  checkListened,
  checkChildren,
  checkRequiredInputs,
  checkNeverFires,
  checkWhen,
  checkEachSecond,
  checkWebhookKeys,
  checkSelfCall,
  checkSyntax,
  checkInvocations,
  checkComparisons,
  checkNumbers,
  checkNames,
  checkConditions,
  checkSwitch,
  checkExpressions,
  checkRemovedSyntax,
  checkChangesOn2,
  findCompetingSync,
  checkSecrets,
  checkReferences,
  checkFiles,
  checkKeys,
  checkSecretNames,
  checkPassedOutputs,
  checkTriggerInputs,
]

/**
 * Returns all problems of a tree that need no validation by the server, sorted by file and line. A flow with unreadable YAML only has
 * syntax problems. Severities are those of the code table; `applySeverities` applies the settings and the comments in the flows.
 */
export const validateOffline = (tree: CheckedTree, context: OfflineContext = {}): readonly Problem[] => {
  const { version, isKnown } = context
  const known = symbolIndex(tree, context.server)
  const files = [...tree.flows, ...tree.brokenFlows]
  const calls: Call[] = []
  const readingTriggers: TriggerReads[] = []
  const tools: McpTool[] = []
  // Flows are processed one by one and then dropped, because a tree may have ten thousand.
  const problems = files.flatMap((flow) => {
    const checked = ruleContext(flow, version, (path) => isKnown?.(flow.document.value, path) === true)
    if (checked === undefined) return syntaxProblems(flow)
    for (const call of callsOf(checked)) calls.push(call)
    for (const tool of mcpToolsOf(checked)) tools.push(tool)
    const reads = triggerReadsOf(checked, known)
    if (reads !== undefined) readingTriggers.push(reads)
    const documentFindings = [
      ...FLOW_RULES.flatMap((rule) => rule(checked, known)),
      ...checkOutputs(checked, known, context.types),
      ...checkFlowOutputs(checked, context.types),
    ]
    return [...syntaxProblems(flow), ...documentFindings.map((finding) => problemOf(flow, finding))]
  })
  const crossFlowProblems = [
    ...checkCycles(calls),
    ...checkTriggerValues(readingTriggers, calls),
    ...checkToolNames(tools),
  ]
  return [...problems, ...crossFlowProblems, ...checkSuites(tree.suites ?? [], known, version)].toSorted(comparePlaces)
}

const syntaxProblems = (flow: PlacedDocument): readonly Problem[] => {
  const { value, documentFindings, isReadable } = flow.document
  const problems = documentFindings.map((finding) => problemOf(flow, finding))
  if (isMapValue(value) || !isReadable) return problems
  const position = { line: 1, column: 1 }
  return [...problems, problemOf(flow, { code: 'not-a-map', message: 'This document is not a map of keys.', position })]
}
