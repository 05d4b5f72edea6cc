import type { ProblemCode } from '../../problem/problem-codes.ts'
import type { Finding, VerdictContext } from './finding.ts'
import { missingSubflow } from './missing-subflow.ts'
import { namedPlace } from './read-flow-fault.ts'
import { resolvePath } from './resolve-path.ts'

/** One of the `warnings` of a verdict. */
export const readWarning = (text: string, context: VerdictContext): Finding[] => {
  const missing = missingSubflow(text)
  if (missing === undefined) return [{ code: 'server-warning', message: text, place: namedPlace(text, context) }]
  const callers = context.nodes.filter(
    ({ value }) => value['flowId'] === missing.id && value['namespace'] === missing.namespace,
  )
  const finding: Finding = { code: 'unknown-flow', message: text }
  if (callers.length === 0) return [finding]
  return callers.map(({ path }) => ({ ...finding, place: { path: [...path, 'flowId'], part: 'value' } }))
}

/** One of the `infos` of a verdict: an alias that was replaced, a plugin that will be installed. */
export const readInfo = (text: string, { nodes }: VerdictContext): Finding[] => {
  const alias = /^(\S+) is replaced by (\S+)$/.exec(text)
  const type = alias?.[1] ?? /Invalid type: (\S+?)\.?(?:\s|$)/.exec(text)?.[1]
  const code: ProblemCode = alias ? 'deprecated-property' : 'server-info'
  const hint = alias ? { hint: `Write \`${alias[2]}\`.` } : {}
  const users = nodes.filter(({ value }) => type !== undefined && value['type'] === type)
  if (users.length === 0) return [{ code, message: text, severity: 'info', ...hint }]
  return users.map(({ path }) => ({
    ...{ code, message: text, severity: 'info', ...hint },
    place: { path: [...path, 'type'], part: 'value' },
  }))
}

/** One of the `deprecationPaths`; inside nested tasks servers leave the outer part of the path out. */
export const readDeprecation = (path: string, { nodes }: VerdictContext): Finding[] => {
  const inner = path.split('.').at(-1) ?? path
  const resolved = resolvePath(path, { nodes })
  const nested = nodes.find(({ value }) => Object.hasOwn(value, inner))
  const found = resolved && !resolved.isMissing ? resolved.path : nested && [...nested.path, inner]
  return [
    {
      code: 'deprecated-property',
      message: `\`${path}\` is deprecated`,
      place: found && { path: found, part: typeof found.at(-1) === 'string' ? 'key' : 'value' },
    },
  ]
}
