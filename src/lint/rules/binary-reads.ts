import type { DocumentFinding } from '../../flow/document-finding.ts'
import { currentType } from '../../kestra/removed-types.ts'
import { namedSteps, readsIn } from '../../pebble/pebble-names.ts'
import { isInvocation, type PebbleExpression, type PebbleInvocation, partsIn } from '../../pebble/pebble-tree.ts'
import type { ExpressionText } from '../expression-texts.ts'
import { findingIn, type RuleContext } from '../rule-context.ts'

/** Tasks whose `uri` is a file of Ion: the core by execution, the others by Kestra's guide to 2.0. */
const WRITES_ION =
  /^io\.kestra\.plugin\.(?:core\.storage\.(?:FilterItems|DeduplicateItems)|serdes\.\w+\.\w+ToIon|jdbc(?:\.\w+)+\.Quer(?:y|ies)|(?:scripts|graalvm)\.\w+\.FileTransform)$/

/**
 * Expressions that read a result of Ion as text: 2.0 stores it in its binary form, and `read()` answers bytes. Not reported where `fromIon()` reads
 * it, where a test asks whether there is one, and where the template keeps it under a name of its own.
 */
export const binaryReads = (flow: RuleContext): readonly DocumentFinding[] => {
  const writers = new Set(flow.nodes.flatMap(({ id, type = '' }) => (WRITES_ION.test(currentType(type)) ? [id] : [])))
  if (writers.size === 0) return []
  return flow.texts.flatMap((text) =>
    (text.template?.tags ?? []).flatMap(({ name, value }): readonly DocumentFinding[] => {
      if (name === 'set') return []
      const parts = partsIn(value).filter(isInvocation)
      const takers = parts.filter((part) => part.name === 'fromIon' || part.kind === 'test')
      const taken = new Set(takers.flatMap(({ input, given }) => [input, ...given.map((each) => each.value)]))
      return parts
        .filter((part) => readsAny(part, writers) && !taken.has(part))
        .map((part) => binaryRead(flow, text, part))
    }),
  )
}

const binaryRead = (flow: RuleContext, text: ExpressionText, { start, end }: PebbleInvocation): DocumentFinding => {
  const message = 'Kestra 2.0 stores this result as binary Ion, and `read` answers bytes instead of its text.'
  const hint = 'Write `fromIon(read(…))`, with `allRows=true` for all rows; 1.x takes it as well.'
  // On 2.0 it is never right, though only some filters fail.
  const severity = flow.version === undefined ? undefined : 'warning'
  return findingIn(flow, text, { code: 'changes-on-2', message, hint, severity, start, end })
}

/** True for `read(outputs.<id>.uri)` of one of the tasks. */
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
