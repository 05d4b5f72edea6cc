import type { FlowEdge, PlannedResource } from '../../src/plan/plan.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { aCreate, aDeletion, aPlan, aPlannedResource, aProblem, aReport } from '../render/factories.ts'
import { aFlow } from '../support/a-flow.ts'

/** What somebody could write into a flow to get out of its place on the page. */
export const HOSTILE =
  '</script><script>window.hit=1</script><img src="http://127.0.0.1:9/x.png" onerror="window.hit=1"> \u202eevil\u0000'

const idOf = (index: number): string => `flow-${String(index).padStart(3, '0')}`

const flowAt = (index: number): PlannedResource => {
  const name = idOf(index)
  const file = `flows/${name}.yml`
  if (index % 3 === 1) return aCreate({ name, file, desired: aFlow({ id: name }) })
  const texts = aPlannedResource()
  const named = (text: string) => text.replace('daily', name)
  return aPlannedResource({
    name,
    file,
    live: named(String(texts.live)),
    base: named(String(texts.base)),
    desired: named(String(texts.desired)),
  })
}

const special: readonly PlannedResource[] = [
  aDeletion(),
  aPlannedResource({
    name: 'edited',
    file: 'flows/edited.yml',
    change: 'drift',
    action: 'none',
    origin: 'server',
    cause: 'edited',
  }),
  aPlannedResource({
    name: 'both',
    file: 'flows/both.yml',
    change: 'conflict',
    action: 'none',
    live: String(aPlannedResource().live).replace('hello', 'edited'),
  }),
  aPlannedResource({
    name: 'hostile',
    file: 'flows/hostile.yml',
    desired: `id: hostile # ${HOSTILE}\n`,
    words: [`description \`${HOSTILE}\``],
    note: HOSTILE,
  }),
]

/** A report of `count` changed flows, some of every class, with references, problems and hostile texts. */
export const aPage = (count: number): string => {
  const resources = [...special, ...Array.from({ length: count - special.length }, (_, index) => flowAt(index))]
  const name = (index: number) => `company.team/${idOf(index)}`
  const edges: readonly FlowEdge[] = [
    ...Array.from(
      { length: 12 },
      (_, index): FlowEdge => ({ from: name(index), to: name(index * 2 + 1), relation: 'subflow' }),
    ),
    { from: 'company.team/nightly-report-of-everything', to: name(3), relation: 'flow-trigger' },
    { from: name(5), to: name(0), relation: 'for-each-item' },
    { from: `company.team/${HOSTILE}`, to: name(3), relation: 'subflow' },
  ]
  const report = aReport({
    plan: aPlan({ resources, edges, notices: ['files of 18 namespaces unchanged since the last deploy, not re-read'] }),
    problems: [
      aProblem({ file: 'flows/flow-003.yml' }),
      aProblem({ severity: 'warning', message: HOSTILE, file: `${HOSTILE}.yml` }),
    ],
  })
  return renderHtml(report, {
    links: {
      ui: 'https://kestra.acme.io/ui/main',
      blob: (file) => `https://github.com/acme/flows/blob/main/${encodeURI(file)}`,
    },
    sink: 'terminal',
    version: '1.0.0',
  })
}
