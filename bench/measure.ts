import { spawn } from 'node:child_process'

/** What one finished process cost. */
export interface Cost {
  readonly wallMs: number
  readonly cpuMs: number
  readonly peakMb: number
  readonly code: number
  readonly output: string
}

export interface ProcessOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

// Prints its own resource usage as the last thing it does: the same accounting for every measured process.
const REPORTER = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('\\n@cost '+JSON.stringify([u.userCPUTime+u.systemCPUTime,u.maxRSS])+'\\n')})",
)}`

/** Runs one Node.js process to its end and measures it. */
export const measure = (args: readonly string[], { cwd, env = {} }: ProcessOptions = {}): Promise<Cost> =>
  new Promise((resolve, reject) => {
    const begin = performance.now()
    const child = spawn(process.execPath, ['--import', REPORTER, ...args], {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.on('error', reject)
    child.on('close', (code) => {
      const wallMs = performance.now() - begin
      const [cpuMicroseconds = 0, peakKb = 0] = JSON.parse(/@cost (\[.*\])/.exec(errors)?.[1] ?? '[0,0]') as number[]
      resolve({
        wallMs,
        cpuMs: cpuMicroseconds / 1000,
        peakMb: peakKb / 1024,
        code: code ?? 1,
        output: output || errors,
      })
    })
  })

/** The middle value; of an even number the lower of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Two things in turn, A B A B …, so that a machine whose speed drifts is fair to both; the medians of a figure. */
export const inTurn = async (
  runs: number,
  [a, b]: readonly [() => Promise<Cost>, () => Promise<Cost>],
): Promise<{ readonly a: readonly Cost[]; readonly b: readonly Cost[] }> => {
  const costs: { a: Cost[]; b: Cost[] } = { a: [], b: [] }
  await a()
  await b()
  for (let run = 0; run < runs; run += 1) {
    costs.a.push(await a())
    costs.b.push(await b())
  }
  return costs
}
