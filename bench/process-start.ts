import { statSync } from 'node:fs'
import { inTurn, measure, median } from './measure.ts'
import type { Row } from './row.ts'

/** What it costs to start the program at all, over an empty Node.js script, and how large the bundles are. */
export const benchProcessStart = async (): Promise<readonly Row[]> => {
  const { a, b } = await inTurn(7, [() => measure(['dist/cli.js', '--version']), () => measure(['--eval', '0'])])
  const cpu = median(a.map(({ cpuMs }) => cpuMs)) - median(b.map(({ cpuMs }) => cpuMs))
  const megabytes = (file: string): number => statSync(file).size / 1_000_000
  return [
    { name: 'process start: CPU over an empty Node.js script', value: cpu, unit: 'ms', limit: 60 },
    { name: 'dist/main.js', value: megabytes('dist/main.js'), unit: 'MB', limit: 2.5 },
    { name: 'dist/run-cli.js', value: megabytes('dist/run-cli.js'), unit: 'MB', limit: 2.2 },
  ]
}
