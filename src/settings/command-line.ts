import { parseArgs } from 'node:util'
import { UserError } from '../problem/user-error.ts'
import { foreignNames } from './foreign-names.ts'
import type { InputDefinition } from './input-definition.ts'
import { INPUTS, type InputName } from './inputs.ts'
import type { RawSettings } from './raw-settings.ts'

/** The commands of the command line, in the order of the help. */
export const CLI_COMMANDS = ['validate', 'plan', 'deploy', 'drift', 'export', 'schema'] as const

/** Secrets come only from the environment: an argument is visible to every process of the machine. */
const VARIABLES: Readonly<Record<string, InputName>> = {
  KESTRA_URL: 'server',
  KESTRA_USERNAME: 'username',
  KESTRA_PASSWORD: 'password',
  KESTRA_TOKEN: 'token',
  KESTRA_TENANT: 'tenant',
  KESTRA_RECORD_KEY: 'record-key',
}

export interface Flags {
  readonly raw: RawSettings
  readonly wantsHelp: boolean
  readonly wantsVersion: boolean
  /** The command `schema`, which is no run: it plans and reports nothing. */
  readonly wantsSchema: boolean
}

/**
 * The command line and the environment → raw settings. A flag wins over the environment; `--no-record` and the like
 * switch off. Throws `UserError` on an unknown flag, a flag without its value or a missing command.
 */
export const parseFlags = (args: readonly string[], env: Readonly<Record<string, string | undefined>>): Flags => {
  const { values, positionals } = parse(args)
  const raw: Partial<Record<InputName, string>> = {}
  for (const [variable, name] of Object.entries(VARIABLES)) {
    const value = env[variable]
    if (value !== undefined && value !== '') raw[name] = value
  }
  for (const [name, value] of Object.entries(values)) {
    if (isInputName(name) && value !== undefined) raw[name] = Array.isArray(value) ? value.join('\n') : String(value)
  }
  const wantsHelp = values['help'] === true || args.length === 0
  const wantsVersion = values['version'] === true
  const command = wantsHelp || wantsVersion ? undefined : checkCommand(positionals)
  if (command !== undefined && command !== 'schema') raw.command = command
  return { raw, wantsHelp, wantsVersion, wantsSchema: command === 'schema' }
}

const checkCommand = ([command, ...rest]: readonly string[]): string => {
  const known = CLI_COMMANDS.find((name) => name === command)
  if (known === undefined) {
    const got = command === undefined ? '' : `; got \`${command}\``
    throw new UserError(
      'invalid-settings',
      `Give one of the commands ${CLI_COMMANDS.join(', ')}${got}. --help shows all.`,
    )
  }
  if (rest.length === 0) return known
  throw new UserError(
    'invalid-settings',
    `Only one command at a time; \`${rest.join(' ')}\` is too much. Folders are given with --root.`,
  )
}

const isInputName = (name: string): name is InputName => Object.hasOwn(INPUTS, name)

type ParsedFlags = {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

type FlagOptions = Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>

const parse = (args: readonly string[]): ParsedFlags => {
  const options: FlagOptions = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } }
  for (const [name, { kind, only }] of Object.entries<InputDefinition>(INPUTS)) {
    if (kind === 'secret' || only === 'action') continue
    options[name] = kind === 'boolean' ? { type: 'boolean' } : { type: 'string', multiple: kind === 'list' }
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true, strict: true })
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    const [, flag] = /'--([\w-]+)'/.exec(why) ?? []
    const instead = foreignNames(flag === undefined ? [] : [flag], Object.keys(options)).map(
      (sentence) => ` ${sentence}`,
    )
    throw new UserError('invalid-settings', `${why}.${instead.join('')} --help shows all flags.`, { cause: error })
  }
}

const COMMANDS = `Commands
  validate   every problem of every flow, each with file, line and column
  plan       what a deploy would do; writes nothing
  deploy     makes the server what the tree says, and reads it back
  drift      what on the server is not what Git says; writes nothing
  export     writes the server's flows, files, dashboards and key-value pairs into the tree
  schema     writes the server's flow schema into the tree, for offline checks`

const ENVIRONMENT = `Environment (secrets never on the command line)
  KESTRA_URL, KESTRA_USERNAME, KESTRA_PASSWORD, KESTRA_TOKEN, KESTRA_TENANT, KESTRA_RECORD_KEY, HTTPS_PROXY, NO_PROXY, NO_COLOR

Exit code: 0 in sync or done, 1 invalid, refused or failed, 2 with --detailed-exitcode when there are changes.`

const NAME_COLUMNS = 32

const isOnByDefault = ({ kind, default: byDefault }: InputDefinition): boolean =>
  kind === 'boolean' && byDefault === 'true'

/** The text of `--help`, made from the table of inputs. */
export const helpText = (): string => {
  const flags = Object.entries<InputDefinition>(INPUTS)
    .filter(([, { kind, only }]) => kind !== 'secret' && only !== 'action')
    .map(
      ([name, input]) =>
        `  ${flagOf(name, input).padEnd(NAME_COLUMNS)} ${isOnByDefault(input) ? 'Do not: ' : ''}${input.description}`,
    )
  return `kestra-gitops: Git as the source of truth for a Kestra server\n\nkestra-gitops <command> [flags]\n\n${COMMANDS}\n\nFlags\n${flags.join('\n')}\n\n${ENVIRONMENT}\n`
}

const flagOf = (name: string, input: InputDefinition): string => {
  const { kind } = input
  if (kind === 'boolean') return isOnByDefault(input) ? `--no-${name}` : `--${name}`
  return `--${name} ${kind === 'number' ? 'N' : 'TEXT'}${kind === 'list' ? ' …' : ''}`
}
