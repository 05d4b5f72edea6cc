import type { NodePath } from './map-value.ts'

/** Calls `visit` with every text below a plain value, and where it stands. Keys are not visited. */
export const walkTexts = (value: unknown, visit: (text: string, path: NodePath) => void): void => {
  const path: (string | number)[] = []
  const walk = (node: unknown): void => {
    if (typeof node === 'string') visit(node, path)
    if (typeof node !== 'object' || node === null) return
    const entries: Iterable<[string | number, unknown]> = Array.isArray(node) ? node.entries() : Object.entries(node)
    for (const [key, child] of entries) {
      path.push(key)
      walk(child)
      path.pop()
    }
  }
  walk(value)
}
