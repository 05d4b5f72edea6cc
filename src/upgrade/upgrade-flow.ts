import type { Position, Problem } from '../finding/problem.ts'
import { nearestPosition } from '../flow/document-finding.ts'
import { problemOf } from '../lint/all-codes.ts'
import { type RuleContext, ruleContext } from '../lint/rule-context.ts'
import changesOn2 from '../lint/rules/upgrade/changes-on-2.ts'
import removedSyntax from '../lint/rules/upgrade/removed-syntax.ts'
import { applyChanges, composeEdits, type Edit } from '../yaml/edits.ts'
import { isMapValue } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { NOTHING_KNOWN } from './construct.ts'
import { CONSTRUCTS } from './constructs.ts'

const NO_SERVER = { version: undefined, types: undefined, isKnown: () => false }

/** A flow file with its edits, and what is left to do by hand. */
export interface UpgradedFlow {
  readonly file: string
  readonly before: string
  readonly after: string
  /** Ranges of `before`, in order, without overlap. */
  readonly edits: readonly Edit[]
  /** At the positions of `before`. `hint` says how. */
  readonly manual: readonly Problem[]
}

/** True for a map with the keys that every flow has. */
export const hasKeysOfFlow = ({ value }: YamlDocument): boolean =>
  isMapValue(value) && ['id', 'namespace', 'tasks'].every((key) => key in value)

interface UpgradeOptions {
  /** Rewrite only to what 1.3 also accepts. */
  readonly staysOn1: boolean
}

/**
 * Rewrites the constructs of a 1.x flow that 2.0 refuses or runs otherwise, where the new form certainly behaves as before. The findings
 * of the rules `removed-syntax`, `breaks-on-2` and `changes-on-2` on the result are the manual work. `undefined` if the document is not a
 * map of keys.
 */
export const upgradeFlow = (
  file: string,
  source: YamlDocument,
  { staysOn1 }: UpgradeOptions,
): UpgradedFlow | undefined => {
  let flow = ruleContext({ file, document: source }, NO_SERVER)
  if (flow === undefined) return undefined
  const before = source.source
  let edits: readonly Edit[] = []
  const reasons = new Map<string, string>()
  for (const { isTakenBy1, rewrite } of CONSTRUCTS) {
    const { document } = flow
    const rewrites = rewrite(flow)
    for (const obstacle of rewrites.obstacles)
      reasons.set(placeKey(nearestPosition(document, obstacle)), obstacle.reason)
    if (staysOn1 && !isTakenBy1) {
      for (const change of rewrites.changes) reasons.set(placeKey(nearestPosition(document, change)), ONLY_2)
      continue
    }
    if (rewrites.changes.length === 0) continue
    const edited = applyChanges(document, rewrites.changes)
    const next = ruleContext({ file, document: edited.document }, NO_SERVER)
    if (next === undefined) break
    for (const change of edited.refused) reasons.set(placeKey(nearestPosition(document, change)), FORM)
    edits = composeEdits(before, edits, edited.edits)
    flow = next
  }
  return { file, before, after: flow.document.source, edits, manual: manualWork(flow, reasons) }
}

const ONLY_2 = '1.x does not accept the new form: run `upgrade` without `--stay-1x` when the server is 2.0.'
const FORM = 'The source is written in a form that is not edited automatically.'

const placeKey = (position: Partial<Position> | undefined): string => `${position?.line}:${position?.column}`

/** The findings of the result, each with the reason why it was not rewritten. */
const manualWork = (flow: RuleContext, reasons: ReadonlyMap<string, string>): readonly Problem[] =>
  [removedSyntax, changesOn2]
    .flatMap((rule) => rule.flow?.(flow, NOTHING_KNOWN) ?? [])
    .map((finding) => {
      const problem = problemOf(flow, finding)
      const reason = reasons.get(placeKey(problem))
      return reason === undefined ? problem : { ...problem, message: `${problem.message} ${reason}` }
    })
