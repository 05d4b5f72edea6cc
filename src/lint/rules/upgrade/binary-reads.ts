import { currentType } from '../../../flow/removed-types.ts'
import { namedSteps, readsIn } from '../../../pebble/pebble-names.ts'
import { isInvocation, type PebbleExpression, type PebbleInvocation, partsIn } from '../../../pebble/pebble-tree.ts'
import type { ExpressionText } from '../../expression-texts.ts'
import { findingIn, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

/** Tasks whose `uri` is an Ion file: core tasks were seen to write one, the others are named by Kestra's guide to 2.0. */
const WRITES_ION =
  /^io\.kestra\.plugin\.(?:core\.storage\.(?:FilterItems|DeduplicateItems)|serdes\.\w+\.\w+ToIon|jdbc(?:\.\w+)+\.Quer(?:y|ies)|(?:scripts|graalvm)\.\w+\.FileTransform)$/

/**
 * Reports expressions that read an Ion file as text. Kestra 2.0 stores these files in binary form, and `read()` returns bytes. This rule
 * skips reads inside `fromIon()`, reads that a test checks for existence, and reads in `{% set %}`.
 */
export const binaryReads = (flow: RuleContext): readonly RuleFinding[] => {
  const writers = new Set(flow.nodes.flatMap(({ id, type = '' }) => (WRITES_ION.test(currentType(type)) ? [id] : [])))
  if (writers.size === 0) return []
  return flow.texts.flatMap((text) =>
    (text.template?.tags ?? []).flatMap(({ name, value }): readonly RuleFinding[] => {
      if (name === 'set') return []
      const parts = partsIn(value).filter(isInvocation)
      const guards = parts.filter((part) => part.name === 'fromIon' || part.kind === 'test')
      const guarded = new Set(guards.flatMap(({ input, given }) => [input, ...given.map((each) => each.value)]))
      return parts
        .filter((part) => readsAny(part, writers) && !guarded.has(part))
        .map((part) => binaryRead(flow, text, part))
    }),
  )
}

const binaryRead = (flow: RuleContext, text: ExpressionText, { start, end }: PebbleInvocation): RuleFinding => {
  const message = 'Kestra 2.0 stores this result as binary Ion, and `read` answers bytes instead of its text.'
  const hint = 'Write `fromIon(read(…))`, with `allRows=true` for all rows; 1.x also accepts it.'
  // On 2.0 the result is always wrong, though only some filters fail.
  const severity = flow.version === undefined ? undefined : 'warning'
  return findingIn(flow, text, { code: 'changes-on-2', message, hint, severity, start, end })
}

/** True for `read(outputs.<id>.uri)` if `<id>` is one of `ids`. */
const readsAny = ({ kind, name, given: [first] }: PebbleInvocation, ids: ReadonlySet<string | undefined>): boolean =>
  kind === 'function' && name === 'read' && first !== undefined && isUriOf(first.value, ids)

const isUriOf = (value: PebbleExpression, ids: ReadonlySet<string | undefined>): boolean => {
  const [read] = readsIn(value)
  const names = namedSteps(read?.steps ?? []).map(({ name }) => name)
  return (
    value.kind === 'attribute' &&
    read?.of.kind === 'variable' &&
    read.of.name === 'outputs' &&
    ids.has(names[0]) &&
    names.at(-1) === 'uri'
  )
}
