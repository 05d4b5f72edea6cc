import { setTimeout as sleep } from 'node:timers/promises'
import { type Case, flowOf, othersOf, type ResourceState } from './cases.ts'

/** An execution as the corpus looks at it. */
export interface Played {
  readonly state: string
  readonly tasks: readonly { readonly id: string; readonly state: string }[]
  readonly logs: readonly { readonly task?: string | undefined; readonly level: string; readonly message: string }[]
}

export const ENDED: ReadonlySet<string> = new Set(['SUCCESS', 'FAILED', 'WARNING', 'KILLED', 'CANCELLED', 'SKIPPED'])

/** The server that a corpus is played on: a real one, or the engine. Every call throws when the server does not answer as it should. */
export interface Stage {
  validate(source: string): Promise<string | undefined>
  create(source: string): Promise<void>
  file(namespace: string, path: string, text: string): Promise<void>
  pair(namespace: string, key: string, json: string): Promise<void>
  /** Begins an execution and waits for its end, or says why the server refused to begin one. */
  run(namespace: string, flow: string, options: RunOptions): Promise<Played | { readonly refused: string }>
  /** The first execution of this flow that began without us. */
  begun(namespace: string, flow: string, options: Pick<RunOptions, 'hasLogs'>): Promise<Played | undefined>
  /** When the triggers of the flow are evaluated next; `undefined` when never. */
  nextDate(namespace: string, flow: string): Promise<string | undefined>
  /** Removes what was made in the namespace, each thing by its own address. */
  clear(namespace: string, made: Made): Promise<void>
}

interface RunOptions {
  readonly inputs: Readonly<Record<string, string>>
  readonly isWebhook?: boolean
  /** Executions of tests start no Flow triggers. */
  readonly isTest?: boolean
  /** Wait for the logs of an execution that did not fail, too. */
  readonly hasLogs?: boolean
}

export interface Made {
  readonly flows: readonly string[]
  readonly files: readonly string[]
  readonly pairs: readonly string[]
}

/** What a twin did: its last state, the failed task, and the message of the first error. */
export interface SideOutcome {
  readonly state: string
  readonly task?: string
  readonly message?: string
  /** What the tasks did and logged, for a comparison of twins that end in the same state. */
  readonly deeds: readonly string[]
}

const PATIENCE_MS = 15_000
const PAUSE_MS = 300

/** Plays one twin in a namespace of its own, and leaves nothing of it. Throws when the server takes the flow with a constraint, or not. */
export const play = async (
  stage: Stage,
  each: Case,
  { side, namespace }: { side: ResourceState; namespace: string },
) => {
  const others = othersOf(each, namespace)
  const source = flowOf(each, side, namespace)
  const made = { flows: ['flow', ...others.keys()], files: Object.keys(each.files), pairs: Object.keys(each.pairs) }
  try {
    for (const [path, text] of Object.entries(each.files)) await stage.file(namespace, path, text)
    for (const [key, json] of Object.entries(each.pairs)) await stage.pair(namespace, key, json)
    for (const other of others.values()) await stage.create(other)
    const constraint = await stage.validate(source)
    if (constraint !== undefined) return { state: 'INVALID', message: constraint, deeds: [] }
    await stage.create(source)
    return shortened(await performed(stage, each, namespace), namespace)
  } finally {
    await stage.clear(namespace, made)
  }
}

const performed = async (stage: Stage, each: Case, namespace: string): Promise<SideOutcome> => {
  const { begins, inputs, first } = each
  const hasLogs = each.mistake === 'differs'
  if (begins === 'as planned') {
    const date = await patiently(() => stage.nextDate(namespace, 'flow'))
    return { state: date === undefined ? 'NEVER' : 'PLANNED', deeds: [] }
  }
  for (const id of first) await stage.run(namespace, id, { inputs: {} })
  if (begins === 'by itself') {
    const played = await patiently(() => stage.begun(namespace, 'flow', { hasLogs }))
    return played === undefined ? { state: 'NOT BEGUN', deeds: [] } : reported(played)
  }
  const isWebhook = begins === 'by webhook'
  const result = await stage.run(namespace, 'flow', { inputs, isWebhook, isTest: true, hasLogs })
  return 'refused' in result ? { state: 'REFUSED', message: result.refused, deeds: [] } : reported(result)
}

const reported = ({ state, tasks, logs }: Played): SideOutcome => {
  const error = logs.find(({ level }) => level === 'ERROR')
  const failed = error?.task ?? tasks.findLast((each) => each.state === 'FAILED')?.id
  const spoken = logs.filter(({ level }) => level === 'INFO' || level === 'WARN').map(({ message }) => message)
  return {
    state,
    ...(failed === undefined || state === 'SUCCESS' ? {} : { task: failed }),
    ...(error === undefined ? {} : { message: error.message }),
    deeds: [...tasks.map((task) => `${task.id} ${task.state}`), ...spoken].toSorted(),
  }
}

const patiently = async <T>(look: () => Promise<T | undefined>): Promise<T | undefined> => {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
    const found = await look()
    if (found !== undefined || Date.now() > end) return found
  }
}

const MESSAGE_LENGTH = 160

/** Without what differs from run to run: the namespace, ids, dates, files of the server. */
const shortened = ({ message, deeds, ...rest }: SideOutcome, namespace: string): SideOutcome => {
  const plain = (text: string) =>
    (text.trim().split('\n')[0] ?? '')
      .replaceAll(namespace, '$ns')
      .replace(/\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{20,22}\b/g, 'ID')
      .replace(/(^|\s)\/[^\s/]+\/\S+/g, '$1FILE')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?/g, 'DATE')
      .slice(0, MESSAGE_LENGTH)
  return { ...rest, ...(message === undefined ? {} : { message: plain(message) }), deeds: deeds.map(plain).toSorted() }
}
