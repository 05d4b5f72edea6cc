import type { Command } from '../command/report.ts'

/** The heading above the resources that differ on the server only. */
export const serverTitle = (command: Command): string =>
  command === 'export' ? 'Taken from the server' : 'Drift on the server'
