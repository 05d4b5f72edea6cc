export interface FlowOptions {
  readonly id: string
  /** Default `company.team`; `null`: the text names none. */
  readonly namespace?: string | null
  /** What its one task logs; default `hi`. */
  readonly message?: string
  /** Ids of flows of the same namespace that it calls. */
  readonly calls?: readonly string[]
  /** Lines at the end. */
  readonly more?: string
}

/** The source of a small valid flow. */
export function aFlow({ id, namespace = 'company.team', message = 'hi', calls = [], more = '' }: FlowOptions): string {
  const log = `  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`
  const subflows = calls.map(
    (flowId) =>
      `  - id: call-${flowId}\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: ${namespace}\n    flowId: ${flowId}\n`,
  )
  const names = [`id: ${id}`, ...(namespace === null ? [] : [`namespace: ${namespace}`])].join('\n')
  return `${names}\ntasks:\n${[log, ...subflows].join('')}${more}`
}
