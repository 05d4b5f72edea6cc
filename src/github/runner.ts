import { readFileSync } from 'node:fs'
import { UserError } from '../problem/user-error.ts'
import { INPUTS, type InputName } from '../settings/inputs.ts'
import type { RawSettings } from '../settings/raw-settings.ts'
import type { RunnerEnvironment } from './event-decision.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** What the runner tells in its environment (docs/facts/github.md, "Environment"). */
export interface Runner extends RunnerEnvironment {
  readonly eventName: string
  readonly payload: unknown
  readonly workspace: string
  /** Where plan.json goes. */
  readonly temporaryFolder: string
  readonly summaryFile: string | undefined
}

/** Reads the runner's variables and the event file. Throws `UserError` outside of a workflow. */
export const readRunner = (env: Variables): Runner => {
  const need = (name: string): string => {
    const value = env[name]
    if (value !== undefined && value !== '') return value
    throw new UserError(
      'no-runner',
      `${name} is not set: this program is the action and runs inside a GitHub workflow. On a terminal use dist/cli.js.`,
    )
  }
  return {
    eventName: need('GITHUB_EVENT_NAME'),
    payload: JSON.parse(readFileSync(need('GITHUB_EVENT_PATH'), 'utf8')),
    sha: need('GITHUB_SHA'),
    ref: need('GITHUB_REF'),
    repository: need('GITHUB_REPOSITORY'),
    runId: Number(need('GITHUB_RUN_ID')),
    runNumber: Number(env['GITHUB_RUN_NUMBER'] ?? 1),
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1),
    actor: env['GITHUB_ACTOR'] ?? '',
    serverUrl: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    workspace: need('GITHUB_WORKSPACE'),
    temporaryFolder: env['RUNNER_TEMP'] ?? need('GITHUB_WORKSPACE'),
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

const isInputName = (name: string): name is InputName => Object.hasOwn(INPUTS, name)
