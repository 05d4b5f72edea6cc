import type { FlowEdge, Plan } from '../../plan/plan.ts'
import { compareText } from '../../text/compare.ts'
import { counted } from '../../text/lists.ts'
import { visibleLine } from '../../text/visible.ts'
import { RELATION } from '../sections/blast-radius.ts'
import { anchorOf } from './changes.ts'
import { type Html, html, NOTHING } from './html.ts'

/** Sizes in pixels. */
const WIDTH = 230
const HEIGHT = 44
const GAP = { column: 70, row: 14 }
const MARGIN = 12
/** Characters of one line in a box. */
const MAX_LABEL_LENGTH = 30

/**
 * A drawing and a list of the changed flows and the flows that call, listen to or are called by them. `plan.edges` has
 * the edges.
 */
export const graphOfPlan = (plan: Plan): Html => {
  if (plan.edges.length === 0) return NOTHING
  const layout = layOut(plan.edges)
  const anchor = anchorOf(plan)
  const width = layout.columns * (WIDTH + GAP.column) - GAP.column + 2 * MARGIN
  const height = layout.rows * (HEIGHT + GAP.row) - GAP.row + 2 * MARGIN
  const placeOf = new Map(layout.nodes.map((node) => [node.name, cornerOf(node)]))
  const edges = plan.edges.map(({ from, to, relation }) => {
    const [start, end] = [placeOf.get(from), placeOf.get(to)]
    return start === undefined || end === undefined ? NOTHING : arrow(start, end, relation)
  })
  const boxes = layout.nodes.map((node) => box(node.name, cornerOf(node), anchor(node.name)))
  const list = plan.edges.map(
    ({ from, to, relation }) =>
      html`<li><code>${shownFlowName(from)}</code> ${RELATION[relation]} <code>${shownFlowName(to)}</code></li>`,
  )
  return html`<section aria-labelledby="graph-title"><h2 id="graph-title">Who calls or listens</h2><div class="graph" tabindex="0" role="group" aria-label="Graph of flows, also below as a list"><svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>${edges}${boxes}</svg></div><p class="legend">A thick border marks what changes. <span class="line solid"></span> runs <span class="line dotted"></span> runs for each item <span class="line dashed"></span> listens to</p><details><summary>As a list: ${counted(list.length, 'connection')}</summary><ul>${list}</ul></details></section>`
}

type Corner = ReturnType<typeof cornerOf>

const cornerOf = ({ column, row }: ReturnType<typeof layOut>['nodes'][number]) => ({
  x: MARGIN + column * (WIDTH + GAP.column),
  y: MARGIN + row * (HEIGHT + GAP.row),
})

const arrow = (from: Corner, to: Corner, relation: FlowEdge['relation']): Html => {
  const [x, y] = [from.x + WIDTH, from.y + HEIGHT / 2]
  const [endX, endY] = [to.x, to.y + HEIGHT / 2]
  const bend = GAP.column * (endX > x ? 0.5 : 1.5)
  return html`<path class="edge ${relation}" marker-end="url(#tip)" d="M${x} ${y}C${x + bend} ${y} ${endX - bend} ${endY} ${endX} ${endY}"/>`
}

const box = (name: string, { x, y }: Corner, anchor: string | undefined): Html => {
  const end = name.lastIndexOf('/')
  const [namespace, id] = [name.slice(0, Math.max(0, end)), name.slice(end + 1)]
  const drawn = html`<g class="node${anchor === undefined ? '' : ' changed'}"><title>${shownFlowName(name)}</title><rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6"/><text x="${x + 10}" y="${y + 17}" class="namespace">${short(namespace)}</text><text x="${x + 10}" y="${y + 34}">${short(id)}</text></g>`
  return anchor === undefined ? drawn : html`<a href="#${anchor}">${drawn}</a>`
}

const short = (text: string): string => {
  const line = visibleLine(text, 1_000)
  return line.length <= MAX_LABEL_LENGTH ? line : `${line.slice(0, MAX_LABEL_LENGTH - 1).toWellFormed()}…`
}

const shownFlowName = (name: string): string => visibleLine(name.replace(/\/(?=[^/]*$)/, '.'), 1_000)

type NodePair = readonly [from: string, to: string]

/** Number of times that each column is sorted by the rows of the column before it. */
const SWEEPS = 3

/**
 * Places a graph in columns, from callers to callees, and in rows from the top. Every edge leads to the right, except
 * the last edge by name of each cycle.
 */
export const layOut = (edges: readonly FlowEdge[]) => {
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

/** The column of each flow: the length of the longest path to it. */
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

/** Moves each flow near the middle of its neighbours, so that few edges cross. */
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
