import type { CliCommand } from '../commands.ts'

/** One setting: an input of the action and, unless it is a secret or only makes sense there, a flag of the command line. */
export interface InputDefinition {
  readonly description: string
  /** What `--no-…` does, of a boolean that is on by default. */
  readonly negative?: string
  /** Absent: a text. */
  readonly kind?: 'list' | 'boolean' | 'number' | 'secret'
  /** As text, the way action.yml holds it (`defaultOf`). Absent: not set, and of a boolean `false`. */
  readonly default?: string
  /** `action`: no flag; `cli`: no input. */
  readonly only?: 'action' | 'cli'
  /** All values there are, or of a list those that one word sets. */
  readonly choices?: readonly [string, ...string[]]
  /** The flag's one letter. */
  readonly short?: string
  /** The value is a path. */
  readonly isPath?: boolean
  /** The variable of the environment that sets it on a terminal. */
  readonly variable?: string
  /** The commands that the flag says something to. Absent: all that end in a report. */
  readonly of?: readonly CliCommand[]
}

/** The default as action.yml has it. */
export const defaultOf = ({ kind, default: byDefault }: InputDefinition): string =>
  byDefault ?? (kind === 'boolean' ? 'false' : '')
