import { currentType } from '../flow/removed-types.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import { HTTP } from '../lint/rules/upgrade/removed-properties.ts'
import type { Change } from '../yaml/edits.ts'
import { isMapValue, type NodePath } from '../yaml/map-value.ts'
import type { Operation } from '../yaml/operations.ts'
import { type Construct, has, type Obstacle, type Rewrites, together } from './construct.ts'

/** Options of the tasks and the trigger of HTTP. 1.x accepts all new forms. */
export const HTTP_OPTIONS: Construct = {
  isTakenBy1: true,
  rewrite: ({ nodes }) =>
    together(
      nodes
        .filter(({ kind, type = '', isCertain }) => kind !== 'condition' && isCertain && HTTP.test(currentType(type)))
        .flatMap((node) => [outerOptions(node), ...innerOptions(node)]),
    ),
}

const MOVED = 'The same option at its present place.'

const change = (path: NodePath, operations: readonly Operation[], why = MOVED): Change => ({
  code: 'removed-syntax',
  why,
  path,
  part: 'key',
  operations,
})

/** `allowFailed` and `sslOptions`, which are now in `options`. */
const outerOptions = ({ value, path }: FlowNode): Partial<Rewrites> => {
  const [first, second] = ['allowFailed', 'sslOptions'].filter((key) => has(value, key))
  if (first === undefined) return {}
  if ('options' in value || second !== undefined) {
    const reason =
      second === undefined
        ? `1.x ignores \`${first}\` beside \`options\`. Remove it to keep what happens today, or move it into \`options\` if it is intended.`
        : 'Both are set. Write one `options` with both.'
    return {
      obstacles: [first, second].flatMap((key) =>
        key === undefined ? [] : [{ path: [...path, key], part: 'key', reason }],
      ),
    }
  }
  const at = [...path, first]
  const options = first === 'allowFailed' ? { allowFailed: value[first] } : { ssl: value[first] }
  return { changes: [change(at, [{ act: 'replace', path: at, key: 'options', value: options }])] }
}

/** The options that are now in a map of `options`, by that map: name in 1.x, name in 2.0. */
const MAPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  auth: { basicAuthUser: 'username', basicAuthPassword: 'password' },
  timeout: { connectTimeout: 'connectTimeout', readTimeout: 'readIdleTimeout' },
  proxy: {
    proxyAddress: 'address',
    proxyPort: 'port',
    proxyType: 'type',
    proxyUsername: 'username',
    proxyPassword: 'password',
  },
}

/** Options without effect in 1.x. */
const IGNORED = ['maxContentLength', 'connectionPoolIdleTimeout', 'readIdleTimeout']

const innerOptions = ({ value, path }: FlowNode): readonly Partial<Rewrites>[] => {
  const { options } = value
  if (!isMapValue(options)) return []
  const at = (key: string): NodePath => [...path, 'options', key]
  const moved = Object.entries(MAPS).map(([map, names]): Partial<Rewrites> => {
    const given = Object.keys(names).filter((key) => has(options, key))
    const [first, ...others] = given
    if (first === undefined) return {}
    const reason = `\`options.${map}\` is set too. Write the option there.`
    if (map in options) return { obstacles: given.map((key): Obstacle => ({ path: at(key), part: 'key', reason })) }
    const content = Object.fromEntries(given.map((key) => [names[key] ?? key, options[key]]))
    const next = map === 'auth' ? { type: 'BASIC', ...content } : content
    const removed = others.map((key): Operation => ({ act: 'remove', path: at(key) }))
    return { changes: [change(at(first), [{ act: 'replace', path: at(first), key: map, value: next }, ...removed])] }
  })
  const ignored = IGNORED.filter((key) => has(options, key))
  if (ignored.length === 0) return moved
  const isAll = ignored.length === Object.keys(options).length
  const operations = isAll
    ? [{ act: 'remove', path: [...path, 'options'] } as const]
    : ignored.map((key): Operation => ({ act: 'remove', path: at(key) }))
  return [...moved, { changes: [change(at(ignored[0] ?? ''), operations, '1.x ignores this option.')] }]
}
