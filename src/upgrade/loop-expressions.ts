import { ownTemplate } from '../flow/context-references.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import type { RuleContext } from '../lint/rule-context.ts'
import { type PebbleRead, readsIn } from '../pebble/pebble-names.ts'
import { expressionsIn, type PebbleTemplate } from '../pebble/pebble-tree.ts'
import { isAtOrBelow, type PlacedText, textsIn } from '../yaml/map-value.ts'
import type { Operation, TextPiece } from '../yaml/operations.ts'

/** The rewritten expressions of all loops of a flow, or why one of them is not certain. */
export type LoopTexts = { readonly operations: readonly Operation[] } | { readonly reason: string }

/** The loops of a flow, and the tasks in each. */
interface Loops {
  readonly loops: readonly FlowNode[]
  readonly tasks: readonly FlowNode[]
  /** The innermost loop of each task in a loop, by the id of the task. */
  readonly loopOf: ReadonlyMap<string, FlowNode>
}

/** Rewrites `taskrun.value`, `taskrun.iteration`, `parent.taskrun.value` and outputs by value. */
export const loopTexts = (flow: RuleContext, loops: readonly FlowNode[]): LoopTexts => {
  const tasks = flow.nodes.filter(({ kind }) => kind === 'task')
  const known: Loops = { loops, tasks, loopOf: innermostLoops(tasks, loops) }
  const operations: Operation[] = []
  for (const text of textsIn(flow.value)) {
    const template = ownTemplate(text.text)
    if (template === undefined) continue
    const made = piecesIn(text, template, known)
    if (typeof made === 'string') return { reason: made }
    if (made.length > 0) operations.push({ act: 'pieces', path: text.path, pieces: made })
  }
  return { operations }
}

const innermostLoops = (tasks: readonly FlowNode[], loops: readonly FlowNode[]): ReadonlyMap<string, FlowNode> => {
  const loopOf = new Map<string, FlowNode>()
  for (const { id, path } of tasks) {
    const loop = loops.findLast((each) => each.path.length < path.length && isAtOrBelow(path, each.path))
    if (loop !== undefined && id !== undefined) loopOf.set(id, loop)
  }
  return loopOf
}

/** The task of a text, and the tasks around it, innermost first. */
const chainOf = ({ path }: PlacedText, { tasks }: Loops): readonly FlowNode[] =>
  tasks.filter((task) => isAtOrBelow(path, task.path)).toReversed()

/** The pieces to rewrite, or a reason. */
const piecesIn = (text: PlacedText, template: PebbleTemplate, known: Loops): readonly TextPiece[] | string => {
  const chain = chainOf(text, known)
  const calls = eachOutputCalls(text, template, chain, known)
  if (typeof calls === 'string') return calls
  const pieces = [...calls]
  const isDone = (start: number) =>
    pieces.some((piece) => start >= piece.start && start < piece.start + piece.old.length)
  const reads = template.tags.flatMap(({ value }) => readsIn(value)).filter(({ of }) => of.kind === 'variable')
  for (const read of reads) {
    if (read.of.kind !== 'variable' || read.of.name !== 'outputs' || isDone(read.of.start)) continue
    const made = outputPieces(text, read, chain, known)
    if (typeof made === 'string') return made
    for (const piece of made) pieces.push(piece)
  }
  for (const read of reads) {
    if (isDone(read.of.start)) continue
    const piece = valuePiece(text, read, chain, known)
    if (typeof piece === 'string') return piece
    if (piece !== undefined) pieces.push(piece)
  }
  if (pieces.length > 0 && template.names.has('item')) return 'An expression already has a variable `item`.'
  return pieces
}

/** `currentEachOutput(outputs.t)`. */
const eachOutputCalls = (
  { text }: PlacedText,
  template: PebbleTemplate,
  chain: readonly FlowNode[],
  { loopOf }: Loops,
): readonly TextPiece[] | string => {
  const pieces: TextPiece[] = []
  for (const part of expressionsIn(template)) {
    if (part.kind !== 'function' || part.name !== 'currentEachOutput') continue
    const [given] = part.given
    const [, quoted, plain] =
      /^outputs(?:\[['"]([^'"]+)['"]\]|\.(\w+))$/.exec(text.slice(given?.start, given?.end)) ?? []
    const loop = loopOf.get(quoted ?? plain ?? '')
    if (given === undefined || loop === undefined || loop !== loopAround(chain, loopOf))
      return '`currentEachOutput` is not of a task in the same loop.'
    pieces.push({
      start: part.start,
      old: text.slice(part.start, part.close),
      text: text.slice(given.start, given.end),
    })
  }
  return pieces
}

const loopAround = (chain: readonly FlowNode[], loopOf: Loops['loopOf']): FlowNode | undefined =>
  loopOf.get(chain[0]?.id ?? '')

const VALUES = /^\[\s*(?:taskrun\.value|parents?(?:\[0\])?\.taskrun\.value)\s*\]$/

/** `outputs.t[taskrun.value]` in the loop of `t`, which is `outputs.t` in a Loop. */
const outputPieces = (
  { text }: PlacedText,
  { of, steps }: PebbleRead,
  chain: readonly FlowNode[],
  { loopOf, loops }: Loops,
): readonly TextPiece[] | string => {
  const [first, ...more] = steps
  if (first?.name === undefined) return 'An expression reads outputs by a computed name, or all of them.'
  const loop = loopOf.get(first.name)
  if (loop === undefined && !loops.some(({ id }) => id === first.name)) return []
  if (loop === undefined || loop !== loopAround(chain, loopOf))
    return `Outputs of tasks in the loop are read outside of it: \`${text.slice(of.start, first.end)}\`. Declare \`outputs\` of the Loop, and read \`outputs.<loop>.outputs[n].outputs.<id>\`.`
  const end = more.findIndex((step) => !VALUES.test(text.slice(step.start, step.end)))
  const keys = more.slice(0, end === -1 ? more.length : end)
  const depth = loops.filter((each) => isAtOrBelow(loop.path, each.path)).length
  if (keys.length !== depth) return `It is not certain of which value \`${text.slice(of.start, first.end)}\` is.`
  const [from, to] = [keys[0]?.start ?? 0, keys.at(-1)?.end ?? 0]
  return [{ start: from, old: text.slice(from, to), text: '' }]
}

const PROPERTIES: Readonly<Record<string, string>> = { value: 'value', iteration: 'index' }

/** `taskrun.value` and its like; `undefined` for other variables. */
const valuePiece = (
  { text }: PlacedText,
  { of, steps }: PebbleRead,
  chain: readonly FlowNode[],
  known: Loops,
): TextPiece | string | undefined => {
  if (of.kind !== 'variable') return undefined
  const names = steps.map(({ name, start, end }) => name ?? text.slice(start, end))
  const path = of.name === 'parents' && names[0] === '[0]' ? ['parent', ...names.slice(1)] : [of.name, ...names]
  const [root, second, third] = path
  if (root === 'taskrun') {
    if (second !== 'value' && second !== 'iteration') return second === undefined ? UNCERTAIN(of.name) : undefined
    if (!isDirectChild(chain, known)) return UNCERTAIN('taskrun.value')
    return piece(text, { start: of.start, end: steps[0]?.end ?? 0 }, `item.${PROPERTIES[second]}`)
  }
  if (root !== 'parent' && root !== 'parents') return undefined
  if (root !== 'parent' || second !== 'taskrun' || third !== 'value') return UNCERTAIN(of.name)
  const isOfLoop = chain.length > 1 && isDirectChild(chain.slice(1), known)
  if (!isOfLoop) return UNCERTAIN('parent.taskrun.value')
  const end = steps[path[0] === of.name ? 1 : 2]?.end ?? 0
  return piece(text, { start: of.start, end }, isDirectChild(chain, known) ? 'item.parent.value' : 'item.value')
}

const UNCERTAIN = (name: string): string => `It is not certain of which task \`${name}\` is here.`

const piece = (
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  next: string,
): TextPiece => ({
  start,
  old: text.slice(start, end),
  text: next,
})

/** True if the task of the chain is an entry of the list `tasks` of a loop. */
const isDirectChild = ([task, around]: readonly FlowNode[], { loops }: Loops): boolean =>
  task !== undefined && loops.some(({ path }) => path === around?.path)
