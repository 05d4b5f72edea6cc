import type { Position, Problem } from '../../finding/problem.ts'
import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { type DocumentFinding, nearestPosition, problemOf } from '../../flow/document-finding.ts'
import type { ResourceName } from '../../resource/resource.ts'
import { isDisabled, type MapNode, mapNodes, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { replacementOf } from '../removed-types.ts'
import type { FlowName, FlowVerdict } from '../server.ts'
import { parseChildren } from './children-texts.ts'
import { type ParseText, parseUnreadable, splitConstraints, type VerdictContext } from './constraint-texts.ts'
import { FLOW_RULE_PARSERS, findingsAt, namedPlace } from './flow-validator-texts.ts'
import { codeOf, parseInvalidType, parseNodeText, parseUnknownProperty, pointerPlace } from './node-texts.ts'
import { withoutInternals } from './plain-texts.ts'
import { resolvePath } from './resolve-path.ts'

export interface MapVerdictOptions {
  readonly file: string
  readonly document: YamlDocument
  readonly verdict: FlowVerdict
  /** True for a flow of this tree: the server knows deployed flows only and misses the others wrongly. */
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
 * What the server says of one flow, each text at its line and column. Where the server's words do not tell, the problem
 * stands at the flow's `id` and says so. Constraints are errors, the rest warnings and infos.
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

/** Servers look for a flow called `null` where a call has no `flowId` or `namespace`, and refuse the call for that. */
const isNamed = ({ namespace, id }: FlowName): boolean => namespace !== 'null' && id !== 'null'

const parseConstraint = (
  { text, pointer }: FlowVerdict['constraints'][number],
  context: VerdictContext,
): readonly DocumentFinding[] => {
  const place = pointer ? pointerPlace(pointer, text, context) : undefined
  const documentFindings = splitConstraints(text).flatMap(
    (constraint) =>
      parseText(constraint, context) ?? [{ code: codeOf(pointer ?? '', constraint), message: constraint }],
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
  if (missing === undefined) return [{ code: 'server-warning', message: text, ...namedPlace(text, context) }]
  const callers = context.nodes
    .filter(({ value }) => value['flowId'] === missing.id && value['namespace'] === missing.namespace)
    .map(({ path, value }) => ({
      path: [...path, 'flowId'],
      severity: isDisabled(value) ? ('info' as const) : undefined,
    }))
  return findingsAt(callers, { code: 'unknown-flow', message: text })
}

/** One of the `infos` of a verdict: an alias that was replaced, a plugin that will be installed. */
const parseInfo = (text: string, { nodes }: VerdictContext): readonly DocumentFinding[] => {
  const [, replaced, by] = /^(\S+) is replaced by (\S+)$/.exec(text) ?? []
  const type = replaced ?? /Invalid type: (\S+?)\.?(?:\s|$)/.exec(text)?.[1]
  const users = nodes.filter(({ value }) => type !== undefined && value['type'] === type)
  const reported: Pick<DocumentFinding, 'code' | 'hint'> =
    by === undefined ? { code: 'server-info' } : { code: 'deprecated-property', hint: `Write \`${by}\`.` }
  const places = users.map(({ path }) => ({ path: [...path, 'type'] }))
  return findingsAt(places, { ...reported, message: text, severity: 'info' })
}

/** One of the `deprecationPaths`; inside nested tasks servers leave the outer part of the path out. */
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

/** A deprecation of a whole task or trigger, by its type, with what 2.0 has instead; `undefined` where `path` leads to one of their properties. */
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
 * The flow that a server's warning misses, e.g. `The subflow 'load' not found in namespace 'company'.`; `undefined` for
 * any other text. Servers look among deployed flows only, so a subflow of the same tree is missed wrongly
 * (docs/internals/facts/kestra.md, "Validate").
 */
const missingSubflow = (warning: string): FlowName | undefined => {
  const [, id, namespace] = /^The subflow '(.{0,300})' not found in namespace '(.{0,300})'\.?$/.exec(warning) ?? []
  return id === undefined || namespace === undefined ? undefined : { namespace, id }
}

const NOWHERE = ' (the server does not say where)'

/**
 * Of what the server says without a place, what the schema tells the place of: an error in the same flow that the server has not told. Its
 * parser ends at the first fault and often does not say where that stands.
 */
export const placedBySchema = (problems: readonly Problem[], bySchema: readonly Problem[]): readonly Problem[] => {
  const placeOf = ({ file, line, column }: Problem): string => JSON.stringify([file, line, column])
  const taken = new Set(problems.map(placeOf))
  const free = bySchema.filter((problem) => problem.severity === 'error' && !taken.has(placeOf(problem)))
  return problems.map((problem) => {
    const isNowhere = problem.severity === 'error' && problem.message.endsWith(NOWHERE)
    const found = isNowhere ? free.find(({ file }) => file === problem.file) : undefined
    return found === undefined ? problem : { ...found, source: 'server' }
  })
}

/** A node that the document has not got (the server saw defaults, for instance) falls back to the nearest above. */
const placed = (finding: DocumentFinding, document: YamlDocument): DocumentFinding => {
  const { path, position = path && nearestPosition(document, finding, 1) } = finding
  if (position !== undefined) return { ...finding, position }
  const message = `${finding.message}${NOWHERE}`
  return { ...finding, message, position: positionOfFlow(document) }
}

const positionOfFlow = (document: YamlDocument): Position => {
  const line = document.sourceInFile.split(/\r?\n/).findIndex((text) => /^id\s*:/.test(text))
  return document.positionOf(['id']) ?? { line: Math.max(line, 0) + 1, column: 1 }
}

/** What a server said of resources that it validated. */
export interface ServerOpinion {
  readonly problems: readonly Problem[]
  /** Files of the resources to which it had nothing to object. */
  readonly accepted: ReadonlySet<string>
}

/** The server's verdicts on resources, one for each and in their order, as problems at their places. */
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
 * The error that a flow's text is another flow to the server than it was planned as; `undefined` where both read the same namespace and
 * id. A server that has nothing to object and does not say what it read (`readAs` is `undefined`) has not confirmed the plan
 * either: every version that is supported says it (docs/internals/facts/kestra.md, "Validate").
 */
export const readAsAnother = (
  { namespace, name, ...placed }: PlacedDocument & Pick<ResourceName, 'namespace' | 'name'>,
  readAs: FlowVerdict['readAs'],
): Problem | undefined => {
  if (readAs?.namespace === namespace && readAs.id === name) return undefined
  const planned = `planned as \`${namespace}.${name}\``
  const message =
    readAs === undefined
      ? `The server has nothing to object to this text, ${planned}, and does not say which flow it reads in it.`
      : `The server reads the flow \`${readAs.namespace}.${readAs.id}\` in this text, ${planned}.`
  const path = readAs !== undefined && readAs.namespace !== namespace ? ['namespace'] : ['id']
  return { ...problemOf(placed, { code: 'read-as-another', message, path }), source: 'server' }
}
