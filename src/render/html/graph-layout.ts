import type { FlowEdge } from '../../plan/plan.ts'
import { compareText } from '../../text/compare.ts'

/** Where each flow stands: columns from callers to what they call, rows from the top. */
export interface GraphLayout {
  readonly nodes: readonly { readonly name: string; readonly column: number; readonly row: number }[]
  readonly columns: number
  readonly rows: number
}

type NodePair = readonly [from: string, to: string]

/** Times that the rows of every column are put in order by those of the column before. */
const SWEEPS = 3

/** Lays a graph out in columns so that every edge leads to the right; of a circle, the last edge by name leads back. */
export const layOut = (edges: readonly FlowEdge[]): GraphLayout => {
  const pairs = edges
    .map(({ from, to }): NodePair => [from, to])
    .toSorted((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]))
  const forward = withoutCircles(pairs)
  const names = [...new Set(pairs.flat())].toSorted(compareText)
  const columnOf = columnsOf(names, forward)
  let columns = [...Map.groupBy(names, (name) => columnOf.get(name) ?? 0)].toSorted(([a], [b]) => a - b)
  for (let sweep = 0; sweep < SWEEPS; sweep++) columns = inOrder(columns, forward)
  return {
    nodes: columns.flatMap(([column, members]) => members.map((name, row) => ({ name, column, row }))),
    columns: columns.length,
    rows: columns.reduce((most, [, { length }]) => Math.max(most, length), 0),
  }
}

const withoutCircles = (pairs: readonly NodePair[]): readonly NodePair[] => {
  const kept: NodePair[] = []
  for (const [from, to] of pairs) if (!reaches(to, from, kept)) kept.push([from, to])
  return kept
}

const reaches = (start: string, end: string, pairs: readonly NodePair[]): boolean => {
  const seen = new Set([start])
  for (const name of seen) for (const [from, to] of pairs) if (from === name) seen.add(to)
  return seen.has(end)
}

/** As far to the right as the longest way to a flow is long. */
const columnsOf = (names: readonly string[], pairs: readonly NodePair[]): ReadonlyMap<string, number> => {
  const columnOf = new Map(names.map((name) => [name, 0]))
  for (let isMoving = true; isMoving; ) {
    isMoving = false
    for (const [from, to] of pairs) {
      const least = (columnOf.get(from) ?? 0) + 1
      if ((columnOf.get(to) ?? 0) >= least) continue
      columnOf.set(to, least)
      isMoving = true
    }
  }
  return columnOf
}

type Column = [number, string[]]

/** Each flow beside the middle of those that it hangs together with, so that few edges cross. */
const inOrder = (columns: readonly Column[], pairs: readonly NodePair[]): Column[] => {
  const rowOf = new Map(columns.flatMap(([, members]) => members.map((name, row) => [name, row] as const)))
  return columns.map(([column, members]) => {
    const middle = new Map(members.map((name) => [name, middleOf(name, pairs, rowOf)]))
    return [column, members.toSorted((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0) || compareText(a, b))]
  })
}

const middleOf = (name: string, pairs: readonly NodePair[], rowOf: ReadonlyMap<string, number>): number => {
  const rows = pairs.flatMap(([from, to]) => {
    if (from === name) return rowOf.get(to) ?? 0
    return to === name ? (rowOf.get(from) ?? 0) : []
  })
  return rows.reduce((sum, row) => sum + row, 0) / Math.max(1, rows.length)
}
