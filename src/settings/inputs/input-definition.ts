/** One setting: an input of the action and, unless it is a secret or only makes sense there, a flag of the command line. */
export interface InputDefinition {
  readonly description: string
  /** As text, the way action.yml holds it. Empty = not set. */
  readonly default: string
  readonly kind: 'text' | 'list' | 'boolean' | 'number' | 'secret'
  /** `action`: no flag; `cli`: no input. */
  readonly only?: 'action' | 'cli'
  /** All values there are, or of a list those that one word sets. */
  readonly choices?: readonly [string, ...string[]]
  /** The flag's one letter. */
  readonly short?: string
  /** The value is a path. */
  readonly isPath?: boolean
}
