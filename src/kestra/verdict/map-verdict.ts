import type { Position, Problem } from '../../finding/problem.ts'
import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { type DocumentFinding, nearestPosition, problemOf } from '../../flow/document-finding.ts'
import { replacementOf } from '../../flow/removed-types.ts'
import type { ResourceName } from '../../resource/resource.ts'
import { isDisabled, type MapNode, mapNodes, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import type { FlowName, FlowVerdict } from '../server.ts'
import { parseChildren } from './children-texts.ts'
import { type ParseText, parseUnreadable, splitConstraints, type VerdictContext } from './constraint-texts.ts'
import { FLOW_RULE_PARSERS, findingsAt, namedLocation } from './flow-validator-texts.ts'
import { constraintCode, parseInvalidType, parseNodeText, parseUnknownProperty, pointerLocation } from './node-texts.ts'
import { withoutInternals } from './plain-texts.ts'
import { resolvePath } from './resolve-path.ts'

export interface MapVerdictOptions {
  readonly file: string
  readonly document: YamlDocument
  readonly verdict: FlowVerdict
  /** True for a flow of this tree. The server knows only deployed flows and wrongly reports the others as missing. */
  readonly isInTree?: (flow: FlowName) => boolean
}

const PARSERS: readonly ParseText[] = [
  parseUnknownProperty,
  parseUnreadable,
  parseInvalidType,
  parseChildren,
  ...FLOW_RULE_PARSERS,
  parseNodeText,
]

/**
 * The server's findings on one flow, each with line and column. A finding whose location the server does not report is
 * placed at the flow's `id`, and its message says so. Constraints are errors; the other texts are warnings and infos.
 */
export const mapVerdict = ({ file, document, verdict, isInTree }: MapVerdictOptions): Problem[] => {
  const context: VerdictContext = { document, nodes: mapNodes(document.value), lineOffset: verdict.lineOffset ?? 0 }
  const warnings = verdict.warnings.filter((text) => {
    const flow = missingSubflow(text)
    return flow === undefined || (isNamed(flow) && isInTree?.(flow) !== true)
  })
  const documentFindings = [
    ...verdict.constraints.flatMap((constraint) => parseConstraint(constraint, context)),
    ...warnings.flatMap((text) => parseWarning(text, context)),
    ...verdict.infos.flatMap((text) => parseInfo(text, context)),
    ...verdict.deprecationPaths.flatMap((path) => parseDeprecation(path, context)),
  ]
  return documentFindings.map((finding) => ({
    ...problemOf({ file, document }, placed(plainly(finding), document)),
    source: 'server',
  }))
}

const plainly = (finding: DocumentFinding): DocumentFinding => ({
  ...finding,
  message: withoutInternals(finding.message),
})

/**
 * False for a flow called `null`: servers look for it where a call lacks `flowId` or `namespace`, and refuse the call
 * for that.
 */
const isNamed = ({ namespace, id }: FlowName): boolean => namespace !== 'null' && id !== 'null'

const parseConstraint = (
  { text, pointer }: FlowVerdict['constraints'][number],
  context: VerdictContext,
): readonly DocumentFinding[] => {
  const place = pointer ? pointerLocation(pointer, text, context) : undefined
  const documentFindings = splitConstraints(text).flatMap(
    (constraint) =>
      parseText(constraint, context) ?? [{ code: constraintCode(pointer ?? '', constraint), message: constraint }],
  )
  return place ? documentFindings.map((finding) => ({ ...finding, position: undefined, ...place })) : documentFindings
}

const parseText = (text: string, context: VerdictContext): readonly DocumentFinding[] | undefined => {
  for (const parse of PARSERS) {
    const documentFindings = parse(text, context)
    if (documentFindings) return documentFindings
  }
  return undefined
}

/** One of the `warnings` of a verdict. */
const parseWarning = (text: string, context: VerdictContext): readonly DocumentFinding[] => {
  const missing = missingSubflow(text)
  if (missing === undefined) return [{ code: 'server-warning', message: text, ...namedLocation(text, context) }]
  const callers = context.nodes
    .filter(({ value }) => value['flowId'] === missing.id && value['namespace'] === missing.namespace)
    .map(({ path, value }) => ({
      path: [...path, 'flowId'],
      severity: isDisabled(value) ? ('info' as const) : undefined,
    }))
  return findingsAt(callers, { code: 'unknown-flow', message: text })
}

/** One of the `infos` of a verdict: a replaced alias, or a plugin that will be installed. */
const parseInfo = (text: string, { nodes }: VerdictContext): readonly DocumentFinding[] => {
  const [, replaced, by] = /^(\S+) is replaced by (\S+)$/.exec(text) ?? []
  const type = replaced ?? /Invalid type: (\S+?)\.?(?:\s|$)/.exec(text)?.[1]
  const users = nodes.filter(({ value }) => type !== undefined && value['type'] === type)
  const reported: Pick<DocumentFinding, 'code' | 'hint'> =
    by === undefined ? { code: 'server-info' } : { code: 'deprecated-property', hint: `Write \`${by}\`.` }
  const locations = users.map(({ path }) => ({ path: [...path, 'type'] }))
  return findingsAt(locations, { ...reported, message: text, severity: 'info' })
}

/** One of the `deprecationPaths`; for nested tasks servers omit the outer part of the path. */
const parseDeprecation = (path: string, { nodes }: VerdictContext): readonly DocumentFinding[] => {
  const inner = path.split('.').at(-1) ?? path
  const resolved = resolvePath(path, nodes)
  const nested = nodes.find(({ value }) => Object.hasOwn(value, inner))
  const found = resolved && !resolved.isMissing ? resolved.path : nested && [...nested.path, inner]
  const type = found && deprecatedType(found, nodes)
  if (type !== undefined) return [type]
  const part = typeof found?.at(-1) === 'string' ? 'key' : 'value'
  return [{ code: 'deprecated-property', message: `\`${path}\` is deprecated`, path: found, part }]
}

/**
 * The deprecation of a whole task or trigger, with the replacement on 2.0; `undefined` where `path` leads to a
 * property.
 */
const deprecatedType = (path: NodePath, nodes: readonly MapNode[]): DocumentFinding | undefined => {
  const type = nodes.find((node) => node.path.join('\0') === path.join('\0'))?.value['type']
  if (typeof type !== 'string') return undefined
  const replacement = replacementOf(type)
  return {
    code: 'deprecated-property',
    message: `\`${type}\` is deprecated`,
    hint: replacement === undefined ? undefined : `On Kestra 2.0: ${replacement}`,
    path: [...path, 'type'],
  }
}

/**
 * The flow that a warning reports as missing, e.g. `The subflow 'load' not found in namespace 'company'.`; `undefined`
 * for any other text. Servers search only deployed flows, so a new subflow of the same tree is wrongly missing
 * (docs/internals/facts/kestra.md, "Validate").
 */
const missingSubflow = (warning: string): FlowName | undefined => {
  const [, id, namespace] = /^The subflow '(.{0,300})' not found in namespace '(.{0,300})'\.?$/.exec(warning) ?? []
  return id === undefined || namespace === undefined ? undefined : { namespace, id }
}

const WITHOUT_LOCATION = ' (the server does not report the location)'

/**
 * Replaces each server error without a location by a schema error in the same flow, if the server did not report that
 * one. The server's parser stops at the first fault and often reports no location.
 */
export const placedBySchema = (problems: readonly Problem[], bySchema: readonly Problem[]): readonly Problem[] => {
  const locationKey = ({ file, line, column }: Problem): string => JSON.stringify([file, line, column])
  const taken = new Set(problems.map(locationKey))
  const free = bySchema.filter((problem) => problem.severity === 'error' && !taken.has(locationKey(problem)))
  return problems.map((problem) => {
    const isWithoutLocation = problem.severity === 'error' && problem.message.endsWith(WITHOUT_LOCATION)
    const found = isWithoutLocation ? free.find(({ file }) => file === problem.file) : undefined
    return found === undefined ? problem : { ...found, source: 'server' }
  })
}

/**
 * Adds a position to a finding. A node that the document lacks (for instance a default) gets the position of the
 * nearest node above.
 */
const placed = (finding: DocumentFinding, document: YamlDocument): DocumentFinding => {
  const { path, position = path && nearestPosition(document, finding, 1) } = finding
  if (position !== undefined) return { ...finding, position }
  const message = `${finding.message}${WITHOUT_LOCATION}`
  return { ...finding, message, position: positionOfFlow(document) }
}

const positionOfFlow = (document: YamlDocument): Position => {
  const line = document.sourceInFile.split(/\r?\n/).findIndex((text) => /^id\s*:/.test(text))
  return document.positionOf(['id']) ?? { line: Math.max(line, 0) + 1, column: 1 }
}

/** The server's findings on the resources that it validated. */
export interface ServerOpinion {
  readonly problems: readonly Problem[]
  /** Files of the resources without errors. */
  readonly accepted: ReadonlySet<string>
}

/** The server's verdicts as problems; `verdicts` has one per resource, in the same order. */
export const opinionOf = (
  resources: readonly { readonly file: string; readonly document: YamlDocument }[],
  verdicts: readonly FlowVerdict[],
  isInTree: MapVerdictOptions['isInTree'] = () => false,
): ServerOpinion => ({
  problems: resources.flatMap(({ file, document }, index) => {
    const verdict = verdicts[index]
    return verdict === undefined ? [] : mapVerdict({ file, document, verdict, isInTree })
  }),
  accepted: new Set(verdicts.filter(({ constraints }) => constraints.length === 0).map(({ file }) => file)),
})

/**
 * The error that the server reads a flow with another name in this text than the plan has; `undefined` where both names
 * agree. A server that accepts the text without a name (`readAs` is `undefined`) has not confirmed the plan. Every
 * supported version reports the name (docs/internals/facts/kestra.md, "Validate").
 */
export const readAsAnother = (
  { namespace, name, ...placed }: PlacedDocument & Pick<ResourceName, 'namespace' | 'name'>,
  readAs: FlowVerdict['readAs'],
): Problem | undefined => {
  if (readAs?.namespace === namespace && readAs.id === name) return undefined
  const planned = `planned as \`${namespace}.${name}\``
  const message =
    readAs === undefined
      ? `The server accepts this text, ${planned}, but does not report which flow it reads in it.`
      : `The server reads the flow \`${readAs.namespace}.${readAs.id}\` in this text, ${planned}.`
  const path = readAs !== undefined && readAs.namespace !== namespace ? ['namespace'] : ['id']
  return { ...problemOf(placed, { code: 'read-as-another', message, path }), source: 'server' }
}
