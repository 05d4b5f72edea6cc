import type { Diagnostic } from '../../flow/diagnostic.ts'
import type { FlowName } from '../../kestra/server.ts'
import type { ProblemCode } from '../../problem/problem-codes.ts'
import { isDisabled } from '../../yaml/map-value.ts'
import type { VerdictContext } from './constraint-texts.ts'
import { namedPlace } from './flow-validator-texts.ts'
import { resolvePath } from './resolve-path.ts'

/** One of the `warnings` of a verdict. */
export const parseWarning = (text: string, context: VerdictContext): Diagnostic[] => {
  const missing = missingSubflow(text)
  if (missing === undefined) return [{ code: 'server-warning', message: text, ...namedPlace(text, context) }]
  const callers = context.nodes.filter(
    ({ value }) => value['flowId'] === missing.id && value['namespace'] === missing.namespace,
  )
  const diagnostic: Diagnostic = { code: 'unknown-flow', message: text }
  if (callers.length === 0) return [diagnostic]
  return callers.map(({ path, value }) => {
    const severity = isDisabled(value) ? ('info' as const) : undefined
    return { ...diagnostic, path: [...path, 'flowId'], severity }
  })
}

/** One of the `infos` of a verdict: an alias that was replaced, a plugin that will be installed. */
export const parseInfo = (text: string, { nodes }: VerdictContext): Diagnostic[] => {
  const alias = /^(\S+) is replaced by (\S+)$/.exec(text)
  const type = alias?.[1] ?? /Invalid type: (\S+?)\.?(?:\s|$)/.exec(text)?.[1]
  const code: ProblemCode = alias ? 'deprecated-property' : 'server-info'
  const hint = alias ? { hint: `Write \`${alias[2]}\`.` } : {}
  const users = nodes.filter(({ value }) => type !== undefined && value['type'] === type)
  if (users.length === 0) return [{ code, message: text, severity: 'info', ...hint }]
  return users.map(({ path }) => ({
    ...{ code, message: text, severity: 'info', ...hint },
    path: [...path, 'type'],
  }))
}

/** One of the `deprecationPaths`; inside nested tasks servers leave the outer part of the path out. */
export const parseDeprecation = (path: string, { nodes }: VerdictContext): Diagnostic[] => {
  const inner = path.split('.').at(-1) ?? path
  const resolved = resolvePath(path, { nodes })
  const nested = nodes.find(({ value }) => Object.hasOwn(value, inner))
  const found = resolved && !resolved.isMissing ? resolved.path : nested && [...nested.path, inner]
  return [
    {
      code: 'deprecated-property',
      message: `\`${path}\` is deprecated`,
      path: found,
      part: typeof found?.at(-1) === 'string' ? 'key' : 'value',
    },
  ]
}

/**
 * The flow that a server's warning misses, e.g. `The subflow 'load' not found in namespace 'company'.`; `undefined` for
 * any other text. Servers look among deployed flows only, so a subflow of the same tree is missed wrongly
 * (docs/facts/kestra.md, "Validate").
 */
export const missingSubflow = (warning: string): FlowName | undefined => {
  const [, id, namespace] = /^The subflow '(.{0,300})' not found in namespace '(.{0,300})'\.?$/.exec(warning) ?? []
  return id === undefined || namespace === undefined ? undefined : { namespace, id }
}
