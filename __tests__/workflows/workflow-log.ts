import * as z from 'zod'

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly col?: number
  readonly endColumn?: number
}

interface StepRun {
  readonly job: string
  /** The step's `id`, or its position. */
  readonly id: string
  readonly name: string
  readonly stage: string
  readonly result: string
}

/** What one run of a workflow left behind. Texts are masked, as GitHub shows them. */
export interface WorkflowRun {
  readonly conclusion: 'success' | 'failure'
  /** Result by job id. */
  readonly jobs: Readonly<Record<string, string>>
  readonly steps: readonly StepRun[]
  readonly annotations: readonly Annotation[]
  /** Outputs by step id. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly summary: string
  /** The same before masking. */
  readonly rawSummary: string
  /** What the steps asked to be masked. */
  readonly masks: readonly string[]
  /** What the steps printed, commands included. */
  readonly log: string
  /** The same before masking: a test looks here for what only the runner's mask hid. */
  readonly rawLog: string
}

const Line = z.object({
  msg: z.string().default(''),
  jobID: z.string().optional(),
  jobResult: z.string().optional(),
  step: z.string().default(''),
  stepID: z.array(z.string()).optional(),
  stage: z.string().default(''),
  stepResult: z.string().optional(),
  raw_output: z.boolean().default(false),
  command: z.string().optional(),
  arg: z.string().default(''),
  name: z.string().default(''),
  content: z.string().default(''),
  raw: z.string().optional(),
  kvPairs: z.record(z.string(), z.string()).nullish(),
})
type Line = z.infer<typeof Line>

const LEVELS = ['error', 'warning', 'notice'] as const

/** Reads the lines of `act --json`. `secrets` are masked as GitHub masks them; lines that are not JSON are errors of act itself. */
export function readWorkflowLog(text: string, secrets: readonly string[]): WorkflowRun {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Line.parse(line.startsWith('{') ? JSON.parse(line) : { msg: `${line}\n`, raw_output: true }))
  const masks = lines.filter(({ command }) => command === 'add-mask').map(({ arg }) => arg)
  const mask = masker([...secrets, ...masks])
  const jobs = lines.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult] as const] : []))
  const rawLog = lines.map((line) => (line.raw_output ? line.msg : (line.raw ?? ''))).join('')
  const rawSummary = lines.flatMap(({ command, content }) => (command === 'summary' ? [content] : [])).join('\n')
  const isSuccess = jobs.length > 0 && jobs.every(([, result]) => result === 'success')
  return {
    conclusion: isSuccess ? 'success' : 'failure',
    jobs: Object.fromEntries(jobs),
    steps: lines.flatMap(stepOf),
    annotations: lines.flatMap((line) => annotationOf(line, mask)),
    outputs: outputsOf(lines),
    summary: mask(rawSummary),
    rawSummary,
    masks,
    log: mask(rawLog),
    rawLog,
  }
}

function stepOf({ jobID, step, stepID, stage, stepResult }: Line): readonly StepRun[] {
  if (jobID === undefined || stepID === undefined || stepResult === undefined) return []
  return [{ job: jobID, id: stepID.join('/'), name: step, stage, result: stepResult }]
}

function annotationOf({ command, arg, kvPairs }: Line, mask: (text: string) => string): readonly Annotation[] {
  const level = LEVELS.find((known) => known === command)
  if (level === undefined) return []
  const { file, title, ...places } = kvPairs ?? {}
  const numbers = Object.entries(places).map(([name, value]) => [name, Number(value)])
  return [
    {
      level,
      message: mask(arg),
      ...(title && { title: mask(title) }),
      ...(file && { file }),
      ...Object.fromEntries(numbers),
    },
  ]
}

function outputsOf(lines: readonly Line[]) {
  const outputs: Record<string, Record<string, string>> = {}
  for (const { command, stepID, name, arg } of lines) {
    if (command !== 'set-output' || stepID === undefined) continue
    const id = stepID.join('/')
    outputs[id] = { ...outputs[id], [name]: arg }
  }
  return outputs
}

/** GitHub masks line by line: each line of a secret is masked by itself. */
function masker(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.flatMap((secret) => secret.split(/\r?\n/)).filter((line) => line !== '')
  return (text) => hidden.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}
