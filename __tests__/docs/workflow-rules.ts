import * as z from 'zod'

/** What the events that start a workflow put into the contexts that a concurrency group may name. */
export const CONTEXTS: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  pull_request: [
    { 'github.ref': 'refs/pull/7/merge', 'github.event.pull_request.number': '7' },
    // Merged and closed: the ref is the target branch.
    { 'github.ref': 'refs/heads/main', 'github.event.pull_request.number': '7' },
  ],
  push: [{ 'github.ref': 'refs/heads/main' }],
  merge_group: [{ 'github.ref': 'refs/heads/gh-readonly-queue/main/pr-7-abc' }],
  schedule: [{ 'github.ref': 'refs/heads/main' }],
  repository_dispatch: [{ 'github.ref': 'refs/heads/main' }],
  workflow_dispatch: [{ 'github.ref': 'refs/heads/main' }],
  workflow_run: [{ 'github.ref': 'refs/heads/main', 'github.event.workflow_run.id': '900' }],
}

const group = z.union([
  z.string().transform((name) => ({ group: name, queue: undefined, cancels: false })),
  z
    .object({ group: z.string(), queue: z.string().optional(), 'cancel-in-progress': z.unknown().optional() })
    .transform(({ group: name, queue, 'cancel-in-progress': cancels }) => ({
      group: name,
      queue,
      cancels: cancels !== undefined && cancels !== false,
    })),
])

const step = z.object({ uses: z.string().default(''), with: z.record(z.string(), z.unknown()).default({}) })

const job = z.object({
  /** The reusable workflow that it calls, which says the rest. */
  uses: z.string().optional(),
  if: z.string().default(''),
  environment: z.unknown().optional(),
  concurrency: group.optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  'timeout-minutes': z.number().optional(),
  steps: z.array(step).default([]),
})

const workflow = z.object({
  on: z.union([z.record(z.string(), z.unknown()), z.string().transform((name) => ({ [name]: null }))]),
  permissions: z.record(z.string(), z.string()).default({}),
  concurrency: group.optional(),
  jobs: z.record(z.string(), job),
})

export type Workflow = z.infer<typeof workflow>
export type Job = z.infer<typeof job>

export const readWorkflow = (parsed: unknown): Workflow => workflow.parse(parsed)

/** The events of a workflow for which a job runs: of its condition only comparisons of the event's name count. */
export const eventsOf = ({ on }: Workflow, { if: condition }: Job): readonly string[] => {
  const compared = [...condition.matchAll(/github\.event_name == '(\w+)'/g)].map(([, name]) => name)
  return Object.keys(on).filter((event) => compared.length === 0 || compared.includes(event))
}

/** The names that a concurrency group has for an event; what cannot be known here stays as it is written. */
const namesOf = (pattern: string, event: string): readonly string[] =>
  (CONTEXTS[event] ?? [{}]).map((context) =>
    pattern.replaceAll(/\$\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) =>
      name === 'github.event_name' ? event : (context[name] ?? (name.startsWith('matrix.') ? whole : '')),
    ),
  )

/** Every group of a workflow with an event that gets into it, and the jobs that do. */
const groupsOf = (workflow: Workflow) =>
  Object.entries(workflow.jobs).flatMap(([name, job]) =>
    eventsOf(workflow, job).flatMap((event) =>
      [workflow.concurrency, job.concurrency]
        .filter((concurrency) => concurrency !== undefined)
        .flatMap((concurrency) =>
          namesOf(concurrency.group, event).map((group) => ({ group, event, job: name, concurrency })),
        ),
    ),
  )

/** Groups in which the run of one event would take the place of one that another event started. */
export const sharedGroups = (workflow: Workflow): readonly string[] => {
  const groups = Map.groupBy(groupsOf(workflow), ({ group }) => group)
  return [...groups].flatMap(([group, members]) => {
    const events = new Set(members.map(({ event }) => event))
    const isQueued = members.every(({ concurrency }) => concurrency.queue === 'max' && !concurrency.cancels)
    const mayShare = isQueued && !events.has('pull_request')
    return events.size < 2 || mayShare ? [] : [`${group}: ${[...events].join(', ')}`]
  })
}

const isOurs = ({ uses }: z.infer<typeof step>): boolean => /(?:\/kestra-gitops@|^\.\/$)/.test(uses)

const COMMANDS: Readonly<Record<string, string>> = { pull_request: 'plan', merge_group: 'plan', schedule: 'drift' }

/** What each step of ours needs of the job that it runs in, and does not get. */
export const missingOf = (workflow: Workflow): readonly string[] =>
  Object.entries(workflow.jobs).flatMap(([name, job]) => {
    const given = job.permissions ?? workflow.permissions
    const events = eventsOf(workflow, job)
    return job.steps.filter(isOurs).flatMap(({ with: inputs }) => {
      const needed = events.flatMap((event) => needsOf(event, inputs))
      const isCheckedOut = job.steps.some(({ uses }) => uses.startsWith('actions/checkout@'))
      const wanted = [...needed, ...(isCheckedOut ? ['contents: read'] : [])]
      const permissions = [...new Set(wanted)].filter((need) => !grants(given, need))
      return [...permissions, ...faultsOf(job, { events, inputs })].map((fault) => `${name}: ${fault}`)
    })
  })

const grants = (given: Readonly<Record<string, string>>, need: string): boolean => {
  const [scope = '', level] = need.split(': ')
  return given[scope] === level || given[scope] === 'write'
}

const needsOf = (event: string, inputs: Readonly<Record<string, unknown>>): readonly string[] => {
  const command = inputs['command'] ?? COMMANDS[event] ?? 'deploy'
  if (inputs['artifact'] !== undefined) return ['pull-requests: write', 'actions: read']
  if (inputs['preview'] === true) return ['pull-requests: write']
  if (command === 'drift') return ['issues: write']
  if (command === 'export') return ['contents: write', 'pull-requests: write']
  const comments = command !== 'validate' && event !== 'merge_group'
  return [
    ...(comments ? ['pull-requests: write'] : []),
    ...(inputs['environment'] === undefined ? [] : ['deployments: write']),
  ]
}

interface Step {
  readonly events: readonly string[]
  readonly inputs: Readonly<Record<string, unknown>>
}

const faultsOf = (job: Job, { events, inputs }: Step): readonly string[] => {
  const hasSecret = ['password', 'token'].some((name) => String(inputs[name]).includes('${{'))
  // A server that the job has started itself guards nothing.
  const isOfJob = String(inputs['server']).startsWith('http://127.0.0.1:')
  const asksServer =
    inputs['server'] !== undefined && !isOfJob && inputs['artifact'] === undefined && inputs['offline'] !== true
  const isDeploy = events.some((event) => (inputs['command'] ?? COMMANDS[event] ?? 'deploy') === 'deploy')
  return [
    ...(asksServer && !hasSecret ? ['no secret for the server'] : []),
    ...(job.environment !== undefined && events.includes('pull_request') ? ['an environment on pull requests'] : []),
    ...(job.environment !== undefined && inputs['environment'] !== undefined ? ['two deployments'] : []),
    ...(isDeploy && inputs['server'] !== undefined && !queues(job) ? ['a deploy that another run may replace'] : []),
  ]
}

const queues = ({ concurrency }: Job): boolean => concurrency === undefined || concurrency.queue === 'max'
