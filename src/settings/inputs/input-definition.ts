import type { CliCommand } from '../commands.ts'

/** One setting: an input of the action and a flag of the command line. Secrets have no flag; `only` limits it to one of the two. */
export interface InputDefinition {
  readonly description: string
  /** The help text of `--no-…`, for a boolean that is on by default. */
  readonly negative?: string
  /** Default: a text. */
  readonly kind?: 'list' | 'boolean' | 'number' | 'secret'
  /** The text in action.yml (`defaultOf`). Without it a boolean is `false` and other settings are not set. */
  readonly default?: string
  /** `action`: no flag; `cli`: no input. */
  readonly only?: 'action' | 'cli'
  /** All possible values; for a list, the values of a single word. */
  readonly choices?: readonly [string, ...string[]]
  /** The flag's one letter. */
  readonly short?: string
  /** The value is a path. */
  readonly isPath?: boolean
  /** The environment variable that sets it on the command line. */
  readonly variable?: string
  /** The commands that take the flag. Default: all that end in a report. */
  readonly of?: readonly CliCommand[]
}

/** The default as action.yml has it. */
export const defaultOf = ({ kind, default: byDefault }: InputDefinition): string =>
  byDefault ?? (kind === 'boolean' ? 'false' : '')
