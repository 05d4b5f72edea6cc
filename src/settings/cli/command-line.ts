import { parseArgs } from 'node:util'
import { UserError } from '../../finding/user-error.ts'
import { gotInstead } from '../../text/closest-word.ts'
import { type CliCommand, isCommand, SHELLS, type Shell } from '../commands.ts'
import { ALL_INPUTS, flagsOf, type InputName, isInputName } from '../inputs/inputs.ts'
import type { RawSettings } from '../inputs/raw-settings.ts'
import { wrongCommand, wrongFlag } from '../migration-hints.ts'

/** The parsed command: a text that needs no settings, `schema`, `doctor`, `upgrade`, or a run that ends in a report. */
export type CommandLine =
  | { readonly kind: 'help'; readonly command: CliCommand | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'completion'; readonly target: Shell }
  | { readonly kind: 'schema' }
  | { readonly kind: 'doctor' }
  /** Files and folders as given. */
  | { readonly kind: 'upgrade'; readonly paths: readonly string[] }
  | { readonly kind: 'run' }

export interface Flags {
  readonly raw: RawSettings
  readonly commandLine: CommandLine
}

/**
 * Parses the command line and the environment into raw settings. A flag overrides the environment; `--no-record` and its like disable.
 * Throws `UserError` for an unknown flag, a flag without its value or a missing command, with the closest name.
 * Secrets come only from the environment, because every process of the machine can see arguments.
 */
export const parseFlags = (args: readonly string[], env: Readonly<Record<string, string | undefined>>): Flags => {
  const { values, positionals } = parseStrictly(args)
  const raw = inputsOf(env)
  for (const [name, value] of Object.entries(values)) {
    if (isInputName(name) && value !== undefined) raw[name] = Array.isArray(value) ? value.join('\n') : String(value)
  }
  const [first, ...rest] = positionals
  if (values['version'] === true) return { raw, commandLine: { kind: 'version' } }
  if (first === undefined && (values['help'] === true || args.length === 0))
    return { raw, commandLine: { kind: 'help', command: undefined } }
  const command = checkCommand(first)
  const commandLine = values['help'] === true ? ({ kind: 'help', command } as const) : commandLineOf(command, rest)
  if (commandLine.kind === 'run') raw.command = command
  return { raw, commandLine }
}

const inputsOf = (env: Readonly<Record<string, string | undefined>>): Partial<Record<InputName, string>> => {
  const raw: Partial<Record<InputName, string>> = {}
  for (const { name, variable = '' } of ALL_INPUTS) {
    const value = env[variable]
    if (value !== undefined && value !== '') raw[name] = value
  }
  return raw
}

/** The paths that a run needs before it checks its settings. */
type EarlyPaths = Partial<Record<'chdir' | 'comment-file' | 'html', string | undefined>>

/** The folder that a run starts in and the documents that it will write, also from an otherwise invalid command line. */
export const earlyPathsOf = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): EarlyPaths => {
  const { values, positionals } = parse(args, false)
  if (values['help'] === true || values['version'] === true || PRINTS_ONLY.has(positionals[0])) return {}
  const raw = inputsOf(env)
  const pathOf = (name: keyof EarlyPaths) => (typeof values[name] === 'string' ? values[name] : raw[name])
  return { chdir: pathOf('chdir'), 'comment-file': pathOf('comment-file'), html: pathOf('html') }
}

const PRINTS_ONLY: ReadonlySet<string | undefined> = new Set([undefined, 'help', 'version', 'completion'])

const commandLineOf = (command: CliCommand, rest: readonly string[]): CommandLine => {
  if (command === 'upgrade') return { kind: command, paths: rest }
  const [word, ...more] = rest
  const extra = command === 'help' || command === 'completion' ? more : rest
  if (extra.length > 0) {
    throw mistake(
      `Give only one command; \`${extra.join(' ')}\` is too much. Name folders with --root, or start in another folder with --chdir.`,
    )
  }
  switch (command) {
    case 'help':
      return { kind: 'help', command: word === undefined ? undefined : checkCommand(word) }
    case 'completion':
      return { kind: 'completion', target: checkShell(word) }
    case 'version':
    case 'schema':
    case 'doctor':
      return { kind: command }
    default:
      return { kind: 'run' }
  }
}

const checkCommand = (command: string | undefined): CliCommand => {
  if (command !== undefined && isCommand(command)) return command
  throw mistake(wrongCommand(command))
}

const checkShell = (word: string | undefined): Shell => {
  const known = SHELLS.find((name) => name === word)
  if (known !== undefined) return known
  const got = word === undefined ? '.' : `; ${gotInstead(word, SHELLS)}`
  throw mistake(`completion needs a shell, one of ${SHELLS.join(', ')}${got}`)
}

const mistake = (message: string, cause?: unknown): UserError => new UserError('invalid-settings', message, { cause })

const parseStrictly = (args: readonly string[]) => {
  try {
    return parse(args, true)
  } catch (error) {
    throw mistake(`${wrongFlag(error, args)} --help after a command shows all its flags.`, error)
  }
}

const parse = (args: readonly string[], strict: boolean) =>
  parseArgs({ args: [...args], options: flagOptions(), allowPositionals: true, allowNegative: true, strict })

type FlagOptions = Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>

const flagOptions = (): FlagOptions => {
  const options: FlagOptions = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } }
  for (const { name, kind, short } of flagsOf(undefined)) {
    const letter = short === undefined ? {} : { short }
    options[name] =
      kind === 'boolean' ? { type: 'boolean', ...letter } : { type: 'string', multiple: kind === 'list', ...letter }
  }
  return options
}

/** True if the command line asks for a JSON document, even if it is otherwise invalid. `schema` prints none. */
export const asksForJson = (args: readonly string[]): boolean => {
  const { values, positionals } = parse(args, false)
  return !positionals.includes('schema') && (values['json'] === true || values['format'] === 'json')
}
