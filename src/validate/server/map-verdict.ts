import type { FlowDocument } from '../../flow/flow-document.ts'
import { mapNodes } from '../../flow/map-value.ts'
import type { FlowVerdict } from '../../kestra/live.ts'
import type { Position, Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { Finding, FindingReader, VerdictContext } from './finding.ts'
import { missingSubflow } from './missing-subflow.ts'
import { readFlowFault } from './read-flow-fault.ts'
import { readInvalidType } from './read-invalid-type.ts'
import { readParseFault } from './read-parse-fault.ts'
import { codeOf, pointerPlace, readPathViolation } from './read-path-violation.ts'
import { readDeprecation, readInfo, readWarning } from './read-remark.ts'
import { readUnknownProperty } from './read-unknown-property.ts'
import { splitConstraints } from './split-constraints.ts'

export interface MapVerdictOptions {
  readonly file: string
  readonly document: FlowDocument
  readonly verdict: FlowVerdict
  /** True for a flow of this tree: the server knows deployed flows only and misses the others wrongly. */
  readonly isInTree?: (flow: { readonly namespace: string; readonly id: string }) => boolean
}

const READERS: readonly FindingReader[] = [
  readUnknownProperty,
  readParseFault,
  readInvalidType,
  readFlowFault,
  readPathViolation,
]

/**
 * What the server says of one flow, each text at its line and column. Where the server's words do not tell, the problem
 * stands at the flow's `id` and says so. Constraints are errors, the rest warnings and infos.
 */
export const mapVerdict = ({ file, document, verdict, isInTree }: MapVerdictOptions): Problem[] => {
  const context: VerdictContext = { document, nodes: mapNodes(document.value), lineOffset: verdict.lineOffset ?? 0 }
  const warnings = verdict.warnings.filter((text) => !isKnownSubflow(text, isInTree))
  const findings = [
    ...verdict.constraints.flatMap((constraint) => readConstraint(constraint, context)),
    ...warnings.flatMap((text) => readWarning(text, context)),
    ...verdict.infos.flatMap((text) => readInfo(text, context)),
    ...verdict.deprecationPaths.flatMap((path) => readDeprecation(path, context)),
  ]
  return findings.map((finding) => toProblem(file, finding, document))
}

const isKnownSubflow = (text: string, isInTree: MapVerdictOptions['isInTree']): boolean => {
  const flow = missingSubflow(text)
  return flow !== undefined && isInTree?.(flow) === true
}

const readConstraint = (
  { text, pointer }: FlowVerdict['constraints'][number],
  context: VerdictContext,
): readonly Finding[] => {
  const place = pointer ? pointerPlace(pointer, text, context) : undefined
  const findings = splitConstraints(text).flatMap(
    (violation) =>
      readViolation(violation, context) ?? [{ code: codeOf(pointer ?? '', violation), message: violation }],
  )
  return place ? findings.map((finding) => ({ ...finding, place })) : findings
}

const readViolation = (text: string, context: VerdictContext): readonly Finding[] | undefined => {
  for (const reader of READERS) {
    const findings = reader(text, context)
    if (findings) return findings
  }
  return undefined
}

const toProblem = (file: string, finding: Finding, document: FlowDocument): Problem => {
  const position = positionOfFinding(finding, document)
  return makeProblem(finding.code, {
    file,
    position: position ?? positionOfFlow(document),
    message: position ? finding.message : `${finding.message} (the server does not say where)`,
    hint: finding.hint,
    severity: finding.severity,
  })
}

/** A place that the document has not got (the server saw defaults, for instance) falls back to the nearest parent. */
const positionOfFinding = ({ place }: Finding, document: FlowDocument): Position | undefined => {
  if (place === undefined) return undefined
  if ('position' in place) return place.position
  const { path, part } = place
  const exact = document.positionOf(path, part)
  if (exact || path.length <= 1) return exact
  return positionOfFinding(
    { code: 'server-invalid', message: '', place: { path: path.slice(0, -1), part: 'value' } },
    document,
  )
}

const positionOfFlow = (document: FlowDocument): Position => {
  const line = document.sourceInFile.split(/\r?\n/).findIndex((text) => /^id\s*:/.test(text))
  return document.positionOf(['id']) ?? { line: Math.max(line, 0) + 1, column: 1 }
}
