export interface DashboardOptions {
  readonly id: string
  /** Default the id. */
  readonly title?: string
  /** Ids of its charts, a table each; default one called `executions`. */
  readonly charts?: readonly string[]
  /** Lines before the charts. */
  readonly more?: string
}

/** The source of a small valid dashboard. */
export function aDashboard({ id, title = id, charts = ['executions'], more = '' }: DashboardOptions): string {
  const tables = charts.map((chart) =>
    [
      `  - id: ${chart}`,
      '    type: io.kestra.plugin.core.dashboard.chart.Table',
      '    chartOptions:',
      `      displayName: ${chart}`,
      '    data:',
      '      type: io.kestra.plugin.core.dashboard.data.Executions',
      '      columns:',
      '        id:',
      '          field: ID',
    ].join('\n'),
  )
  return `${[`id: ${id}`, `title: ${title}`, ...(more === '' ? [] : [more]), 'charts:', ...tables].join('\n')}\n`
}
