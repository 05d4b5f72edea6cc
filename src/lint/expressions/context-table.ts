/** `name: word word` on each line. */
const table = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line): [string, readonly string[]] => {
        const [name = '', words = ''] = line.split(': ')
        return [name, words.split(' ')]
      }),
  )

/** What a run puts beside what a flow declares (docs/internals/facts/kestra.md, "Context of an execution"). */
export const CONTEXT_ROOTS: ReadonlySet<string> = new Set(
  `envs execution files flow globals inputs item kestra labels namespace outputs parent parents schedule task taskrun tasks trigger vars workerTaskrun
addSecretConsumer secretConsumer assets error`.split(/\s/),
)

/** Executions have it since 2.0, and only where the server traces. */
export const TRACE_ROOT = 'trace'

/** The names below those roots that have no other; `endDate` is there once an execution has ended. */
export const CONTEXT_PROPERTIES = table(`
flow: id namespace revision tenantId
execution: id state startDate endDate originalId outputs
task: id type
taskrun: id startDate attemptsCount parentId value iteration items
item: index key value parent parents
kestra: environment url
`)

const MEANT = table(`
inputs: input params parameters
outputs: output
vars: variables variable var
labels: label
envs: env environment
execution: executions
taskrun: taskRun task_run taskruns
trigger: triggers
flow: flows
`)

/** What people write for the roots. */
export const MISNAMED_ROOTS: ReadonlyMap<string, string> = new Map(
  [...MEANT].flatMap(([root, words]) => words.map((word): [string, string] => [word, root])),
)
