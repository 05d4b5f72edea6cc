/** Parses lines of `name: value value` into a map from names to values. */
const table = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line): [string, readonly string[]] => {
        const [name = '', values = ''] = line.split(': ')
        return [name, values.split(' ')]
      }),
  )

/**
 * Variables that an execution adds to those of the flow (docs/internals/facts/kestra.md, "Context of an execution").
 */
export const CONTEXT_ROOTS: ReadonlySet<string> = new Set(
  `envs execution files flow globals inputs item kestra labels namespace outputs parent parents schedule task taskrun tasks trigger vars workerTaskrun
addSecretConsumer secretConsumer assets error`.split(/\s/),
)

/** Exists since 2.0, and only if the server traces executions. */
export const TRACE_ROOT = 'trace'

/** All names below the roots that have a fixed list. `endDate` exists once an execution has ended. */
export const CONTEXT_PROPERTIES = table(`
flow: id namespace revision tenantId
execution: id state startDate endDate originalId outputs
task: id type
taskrun: id startDate attemptsCount parentId value iteration items
item: index key value parent parents
kestra: environment url
`)

const COMMON_MISTAKES = table(`
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

/** Names that people write instead of a root, each with the root. */
export const MISNAMED_ROOTS: ReadonlyMap<string, string> = new Map(
  [...COMMON_MISTAKES].flatMap(([root, values]) => values.map((value): [string, string] => [value, root])),
)
