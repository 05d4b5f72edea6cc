import { isMap, isNode, isSeq, type Node, type Pair } from 'yaml'
import type { NodePath } from './map-value.ts'
import { keyText } from './plain-value.ts'

/** The node at a path below `root`; of two equal keys the last, as Kestra takes it. */
export const findNode = (root: unknown, path: NodePath): Node | undefined => {
  let node: unknown = root
  for (const step of path) {
    if (isMap(node)) node = findPair(node.items, step)?.value
    else if (isSeq(node) && typeof step === 'number') node = node.items[step]
    else return undefined
  }
  return isNode(node) ? node : undefined
}

/** The key under which the node at a path stands; for an item of a list and for the root, the node itself. */
export const findKey = (root: unknown, path: NodePath): Node | undefined => {
  const parent = findNode(root, path.slice(0, -1))
  const step = path.at(-1)
  if (!isMap(parent) || step === undefined) return findNode(root, path)
  const key = findPair(parent.items, step)?.key
  return isNode(key) ? key : undefined
}

const findPair = (pairs: readonly Pair[], step: string | number): Pair | undefined =>
  pairs.findLast((pair) => keyText(pair) === String(step))
