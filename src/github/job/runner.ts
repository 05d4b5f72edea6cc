import { readFileSync } from 'node:fs'
import { UserError } from '../../finding/user-error.ts'
import { ALL_INPUTS, INPUTS, type InputName, isInputName } from '../../settings/inputs/inputs.ts'
import type { RawSettings } from '../../settings/inputs/raw-settings.ts'
import { parseJson } from '../../text/json.ts'
import type { Toolkit } from '../api/client.ts'
import type { RunnerEvent } from '../event/event-decision.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** The values that the runner sets in the environment (docs/internals/facts/github.md, "Environment"). */
export interface Runner extends RunnerEvent {
  readonly apiUrl: string
  readonly workspace: string
  /** The folder for plan.json. */
  readonly temporaryFolder: string
  readonly summaryFile: string | undefined
}

const NEEDED = ['EVENT_NAME', 'EVENT_PATH', 'SHA', 'REF', 'REPOSITORY', 'RUN_ID', 'WORKSPACE']

/** Throws `UserError` `no-runner` outside of a workflow: if a variable is not set, or the event file cannot be read. */
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
      `The event file "${file}" that GITHUB_EVENT_PATH names does not exist, or is not valid JSON. A step in a container sees only the folders that are mounted into it.`,
    )
}

const holdsJson = (file: string): boolean => {
  try {
    return parseJson(readFileSync(file, 'utf8')) !== undefined
  } catch {
    return false
  }
}

/** Reads the variables of the runner. Call `checkRunner` first. */
export const readRunner = (env: Variables, { context }: Pick<Toolkit, 'context'>): Runner => {
  const { eventName, payload, sha, ref, runId, runAttempt, serverUrl, apiUrl } = context
  const workspace = env['GITHUB_WORKSPACE'] ?? ''
  return {
    ...{ eventName, payload, sha, ref, runId, serverUrl, apiUrl, workspace },
    // Some runners do not set it; the toolkit then returns NaN.
    runAttempt: runAttempt || 1,
    actor: env['GITHUB_ACTOR'] ?? '',
    repository: env['GITHUB_REPOSITORY'] ?? '',
    temporaryFolder: env['RUNNER_TEMP'] ?? workspace,
    summaryFile: env['GITHUB_STEP_SUMMARY'],
  }
}

/** The inputs of the action, from the `INPUT_…` variables of the runner. Empty inputs are left out. */
export const inputsOf = (env: Variables): RawSettings => {
  const raw: Partial<Record<InputName, string>> = {}
  for (const name of Object.keys(INPUTS).filter(isInputName)) {
    const value = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]
    if (value !== undefined && value !== '') raw[name] = value
  }
  return raw
}

/** Names, in lower case, of inputs that the step sets and that the action does not have. */
export const foreignInputsOf = (env: Variables): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase())
    .filter((name) => !ALL_INPUTS.some((input) => input.name === name && input.only !== 'cli'))
