import type { CheckedFlow } from '../../flow/diagnostic.ts'
import { isAtLeast } from '../../kestra/server.ts'
import type { WrongPart } from './place-in-text.ts'
import type { ExpressionText } from './read-expressions.ts'
import type { NamedRead } from './read-names.ts'
import { enclosing } from './where-it-runs.ts'

/** A variable with the names behind it that are written out. */
export interface ReadName extends NamedRead {
  /** `${{ … }}` */
  readonly isOfGitHub: boolean
}

const LOOPS = /\.(?:ForEach|ForEachItem|EachSequential|EachParallel|Loop)$/
const LOOP_OF_2 = /\.Loop$/
/** Nothing gives a task these that stands in no other. */
const NESTED_ONLY = new Set(['parentId', 'iteration', 'items'])

/** `taskrun.value` and `item` where no loop is around, `parent` where no task is, the end of an execution that goes on. */
export const outOfPlace = (
  flow: CheckedFlow,
  text: ExpressionText,
  { root, names: [first], end }: ReadName,
): WrongPart | undefined => {
  const around = enclosing(flow, text)
  if (around === undefined) return undefined
  const isIn = (loops: RegExp): boolean => around.some((type) => loops.test(type))
  const isNested = around.length > 1 || isIn(LOOPS)
  const tell = (message: string, until = first?.end ?? end): WrongPart => ({
    code: 'unknown-context',
    message,
    hint: undefined,
    end: until,
  })
  if (root === 'taskrun' && first?.name === 'value' && !isIn(LOOPS))
    return tell('No loop is around this task, so `taskrun` has no `value`.')
  if (root === 'taskrun' && first && NESTED_ONLY.has(first.name) && !isNested)
    return tell(`No task is around this one, so \`taskrun\` has no \`${first.name}\`.`)
  if (root === 'parent' && !isNested) return tell('No task is around this one, so there is no `parent`.', end)
  if (root === 'execution' && first?.name === 'endDate' && text.path[0] !== 'afterExecution')
    return tell('An execution that goes on has no `endDate`.')
  if (root !== 'item' || isIn(LOOP_OF_2)) return undefined
  const is2 = flow.version === undefined || isAtLeast(flow.version, 2, 0)
  return tell(
    is2 ? 'No Loop is around this task, so there is no `item`.' : 'Kestra has `item` from 2.0 on, inside of a Loop.',
    end,
  )
}
