import type { Report } from '../command/report.ts'

/** `kestra.acme.io / main`, or what stands for it when the run had no server. */
export const targetLabel = ({ server, tenant }: Report['target']): string =>
  server === null ? 'no server' : `${withoutScheme(server)} / ${tenant}`

const withoutScheme = (server: string): string => server.replace(/^https?:\/\//, '')
