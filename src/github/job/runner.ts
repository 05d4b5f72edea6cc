import { readFileSync } from 'node:fs'
import { UserError } from '../../finding/user-error.ts'
import { INPUTS, type InputName, isInputName } from '../../settings/inputs/inputs.ts'
import type { RawSettings } from '../../settings/inputs/raw-settings.ts'
import { parseJson } from '../../text/json.ts'
import type { Toolkit } from '../api/client.ts'
import type { RunnerEvent } from '../event/event-decision.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** What the runner tells in its environment (docs/internals/facts/github.md, "Environment"). */
export interface Runner extends RunnerEvent {
  readonly apiUrl: string
  readonly workspace: string
  /** Where plan.json goes. */
  readonly temporaryFolder: string
  readonly summaryFile: string | undefined
}

const NEEDED = ['EVENT_NAME', 'EVENT_PATH', 'SHA', 'REF', 'REPOSITORY', 'RUN_ID', 'WORKSPACE']

/** Throws `UserError` outside of a workflow: where a variable is not set, or the event file cannot be read. */
export const checkRunner = (env: Variables): void => {
  const missing = NEEDED.map((name) => `GITHUB_${name}`).find((name) => (env[name] ?? '') === '')
  if (missing !== undefined)
    throw new UserError(
      'no-runner',
      `${missing} is not set: this program is the action and runs inside a GitHub workflow. On a terminal use dist/cli.js.`,
    )
  const file = env['GITHUB_EVENT_PATH'] ?? ''
  if (!holdsJson(file))
    throw new UserError(
      'no-runner',
      `The event file "${file}" that GITHUB_EVENT_PATH names is not there, or no JSON. A step in a container sees only the folders that are mounted into it.`,
    )
}

const holdsJson = (file: string): boolean => {
  try {
    return parseJson(readFileSync(file, 'utf8')) !== undefined
  } catch {
    return false
  }
}

/** Of variables that `checkRunner` has looked at. */
export const readRunner = (env: Variables, { context }: Pick<Toolkit, 'context'>): Runner => {
  const { eventName, payload, sha, ref, runId, runAttempt, serverUrl, apiUrl } = context
  const workspace = env['GITHUB_WORKSPACE'] ?? ''
  return {
    ...{ eventName, payload, sha, ref, runId, serverUrl, apiUrl, workspace },
    // Not all runners set it; the toolkit then says that it is no number.
    runAttempt: runAttempt || 1,
    actor: env['GITHUB_ACTOR'] ?? '',
    repository: env['GITHUB_REPOSITORY'] ?? '',
    temporaryFolder: env['RUNNER_TEMP'] ?? workspace,
    summaryFile: env['GITHUB_STEP_SUMMARY'],
  }
}

/** The action's inputs, as the runner hands them over. */
export const inputsOf = (env: Variables): RawSettings => {
  const raw: Partial<Record<InputName, string>> = {}
  for (const name of Object.keys(INPUTS).filter(isInputName)) {
    const value = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]
    if (value !== undefined && value !== '') raw[name] = value
  }
  return raw
}

/** Names of inputs that the step gives and that are none, as far as the runner tells: in small letters. */
export const foreignInputsOf = (env: Variables): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase())
    .filter((name) => !isInputName(name))
