import * as z from 'zod'
import { RESULTS } from '../report/report.ts'
import type { ResourceName } from '../resource/resource.ts'
import { COMMANDS } from '../settings/commands.ts'

const revision = z.object({ live: z.int().nullable(), after: z.int().nullable() })

const ofTenant = {
  file: z.string().optional().describe('Path in the repository; absent for what is only on the server.'),
  change: z.enum(['create', 'update', 'adopt', 'delete', 'drift', 'conflict', 'unmanaged', 'invalid', 'unchanged']),
  revision: revision.describe(
    'Before, and what the server will number it; null where there is none or it is not known.',
  ),
  outcome: z
    .enum(['applied', 'unconfirmed', 'failed', 'rolled-back', 'rollback-failed', 'not-attempted'])
    .nullable()
    .describe('End state after a deploy; null when nothing was to be written.'),
  message: z.string().optional().describe('Why it failed, or what else happened to it in the deploy.'),
  words: z.array(z.string()).describe('The change in sentences; pairs of backticks delimit code.'),
}

const shared = { namespace: z.string(), ...ofTenant }

const unmanaged = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flow'), namespace: z.string(), id: z.string() }),
  z.object({ kind: z.literal('file'), namespace: z.string(), path: z.string() }),
  z.object({ kind: z.literal('dashboard'), id: z.string() }),
  z.object({ kind: z.literal('key-value'), namespace: z.string(), key: z.string() }),
])

const resource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flow'), id: z.string(), ...shared }),
  z.object({ kind: z.literal('file'), path: z.string(), ...shared }),
  z.object({ kind: z.literal('dashboard'), id: z.string(), ...ofTenant }),
  z.object({ kind: z.literal('key-value'), key: z.string(), ...shared }),
])

const problem = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  message: z.string(),
  file: z.string().optional(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
  failsWhenRun: z.boolean().optional().describe('Certain to fail at run time, though the server stores it.'),
  elsewhere: z
    .boolean()
    .optional()
    .describe('In a file that these commits do not change, and not caused by what they change.'),
})

const difference = z.object({
  kind: z.string().optional().describe('Kind and name, as in `resources`; absent when the resource is not known.'),
  namespace: z.string().optional(),
  id: z.string().optional(),
  path: z.string().optional(),
  cause: z.enum(['later-merge', 'same-push', 'server-edit', 'setting', 'too-many']),
  pullRequest: z.int().describe('The pull request whose plan showed it.'),
  carries: z.array(z.int()).describe('The pull requests whose changes it also contains.'),
})

const test = z.object({
  suite: z.string().describe('`namespace.id` of the suite.'),
  case: z.string(),
  file: z.string(),
  line: z.int().min(1).describe('Line of the case.'),
  verdict: z.enum(['passed', 'failed', 'skipped', 'error']),
  message: z.string().nullable().describe('Why, in one sentence.'),
  assertions: z.array(
    z.object({ line: z.int().min(1), passed: z.boolean(), expected: z.string(), actual: z.string() }),
  ),
  failedTask: z
    .object({ id: z.string(), log: z.array(z.string()) })
    .nullable()
    .describe('The task at which the execution failed, with the last lines of its log.'),
  execution: z.string().nullable().describe('Page of the execution in the Kestra UI, while it is kept there.'),
  seconds: z.number().nullable().describe('How long it ran.'),
})

const trigger = z.object({
  namespace: z.string(),
  flow: z.string(),
  trigger: z.string(),
  state: z.enum(['on', 'off-in-git', 'off-on-server', 'locked', 'backfill', 'not-taken-up']),
  next: z.string().nullable().describe('When it fires next, as ISO 8601 in UTC; null where `reason` is given.'),
  reason: z
    .string()
    .nullable()
    .describe(
      'Why there is no date, or when it fires as text, e.g. "daily at 06:00, in the time zone of the server"; null where `next` is given.',
    ),
  says: z.string().nullable().describe('The change, or why it does not fire, as a sentence; null where there is none.'),
})

const count = z.int().min(0)

const execution = z.object({ namespace: z.string(), flow: z.string(), running: count, queued: count, paused: count })

const history = z.object({
  namespace: z.string(),
  flow: z.string(),
  days: z
    .number()
    .describe('The counted days up to now: 30, or less if the server holds more executions than one answer.'),
  executions: count.describe('Executions that began in these days, without those of `kind=TEST`.'),
  failed: count.describe('How many of them are in the state FAILED.'),
  medianSeconds: z.number().nullable().describe('Median duration of those that have ended; null if none has.'),
  last: z.string().nullable().describe('When the newest began, as ISO 8601 in UTC; null if there is none.'),
  lastState: z.string().nullable().describe("Its state, in Kestra's word; null if there is none."),
})

const followed = z.object({
  namespace: z.string(),
  flow: z.string(),
  execution: z
    .object({ id: z.string(), state: z.string().describe("Kestra's word, when it was read last.") })
    .nullable()
    .describe('The first one after the deploy; null where none began in time.'),
  onOlderRevisions: count.describe('At least so many executions began on an older revision meanwhile.'),
})

/** The contract of `--json` and `plan.json` (docs/plan-json.md). Fields are added, never renamed. */
export const machineContract = z
  .object({
    version: z.literal(1),
    command: z.enum(COMMANDS),
    result: z.enum(RESULTS),
    reason: z.string().nullable().describe('Kebab-case code of a refusal or failure.'),
    message: z.string().nullable().describe('The sentence to the reason: what failed, why probably, what to do.'),
    target: z.object({
      server: z.string().nullable(),
      tenant: z.string(),
      label: z.string().optional(),
      serverVersion: z.string().nullable(),
    }),
    commit: z.string().nullable(),
    base: z.string().nullable(),
    summary: z.object({
      create: count,
      update: count,
      adopt: count,
      delete: count,
      drift: count,
      conflict: count,
      unchanged: count,
      unmanaged: count,
      invalid: count,
    }),
    resources: z.array(resource),
    unmanaged: z
      .array(unmanaged)
      .describe(
        'On the server only, in the namespaces of the tree. Empty on a public repository, where names are private.',
      ),
    problems: z.array(problem),
    notices: z.array(z.string()).describe('Facts about this run: what was not read, which fallbacks were used.'),
    promise: z
      .object({ kept: z.boolean(), differs: z.array(difference) })
      .nullable()
      .describe('For a deploy that found the plan shown before the merge; else null.'),
    tests: z.array(test).describe('Cases of `test` and smoke runs after a deploy; else empty.'),
    triggers: z
      .array(trigger)
      .describe(
        'Triggers of changed flows, and of flows removed from Git and kept on the server; for `drift` all triggers that do not fire.',
      ),
    executions: z
      .array(execution)
      .describe('Flows that the deploy changes or deletes, with executions that had not ended, where it was asked.'),
    history: z
      .array(history)
      .describe(
        'For `plan`: past executions of flows that the deploy updates or deletes, or that Git dropped; else empty, and where the server does not list executions.',
      ),
    followed: z.array(followed).describe('Flows with their first executions after a deploy with `follow`; else empty.'),
    requests: z.object({ kestra: count, github: count }),
    digest: z.string().nullable().describe('`sha256:…` of what will change; null when no plan was made.'),
  })
  .meta({ title: 'kestra-gitops plan', description: 'The result of one run of kestra-gitops, version 1.' })

export type MachineContract = z.infer<typeof machineContract>

/** The published JSON Schema of `plan.json`. It allows additional fields, because later releases add some. */
export const machineContractSchema = () => z.toJSONSchema(machineContract, { io: 'input' })

/** The name of a resource in the form of the contract. */
export const contractName = ({ kind, namespace, name }: ResourceName) => {
  switch (kind) {
    case 'flow':
      return { kind, namespace, id: name }
    case 'file':
      return { kind, namespace, path: name }
    case 'dashboard':
      return { kind, id: name }
    case 'key-value':
      return { kind, namespace, key: name }
  }
}

/** The reverse of `contractName`. */
export const nameInContract = (resource: ReturnType<typeof contractName>): ResourceName => {
  const { kind } = resource
  const namespace = 'namespace' in resource ? resource.namespace : ''
  if ('id' in resource) return { kind, namespace, name: resource.id }
  return { kind, namespace, name: 'path' in resource ? resource.path : resource.key }
}
