import { COMMANDS } from '../command.ts'
import type { InputDefinition } from '../inputs/input-definition.ts'
import { INPUTS, type InputName } from '../inputs/inputs.ts'

interface CommandWords {
  /** What it does, in one line. */
  readonly does: string
  /** Its words and flags in one real call. */
  readonly example: string
}

/** The commands of the command line, in the order of the help. */
export const CLI_COMMANDS = {
  validate: {
    does: 'every problem of every flow, each with file, line and column',
    example: 'kestra-gitops validate --root flows',
  },
  plan: {
    does: 'what a deploy would do; writes nothing',
    example: 'kestra-gitops plan --server https://kestra.example.com --base origin/main',
  },
  deploy: {
    does: 'makes the server what the tree says, and reads it back',
    example: 'kestra-gitops deploy --when-missing delete --dry-run',
  },
  drift: {
    does: 'what on the server is not what Git says; writes nothing',
    example: 'kestra-gitops drift --detailed-exitcode',
  },
  export: {
    does: "writes the server's flows, files, dashboards and key-value pairs into the tree",
    example: 'kestra-gitops export --namespace company.team --dry-run',
  },
  test: {
    does: 'runs the flow tests that a change touches, in namespaces of their own that are gone at the end',
    example: 'kestra-gitops test --server http://localhost:8080 --all',
  },
  schema: {
    does: "writes the server's flow schema into the tree, for offline checks",
    example: 'kestra-gitops schema --refresh',
  },
  doctor: {
    does: 'whether repository, server, account and record are ready for a deploy; writes nothing',
    example: 'kestra-gitops doctor --server https://kestra.example.com',
  },
  completion: {
    does: 'prints the completion script of bash, zsh or fish',
    example: 'source <(kestra-gitops completion bash)',
  },
  help: { does: 'all commands, or one command with its flags', example: 'kestra-gitops help deploy' },
  version: { does: 'prints the version', example: 'kestra-gitops version' },
} as const satisfies Readonly<Record<string, CommandWords>>

export type CliCommand = keyof typeof CLI_COMMANDS

export const isCommand = (name: string): name is CliCommand => Object.hasOwn(CLI_COMMANDS, name)
export const COMMAND_NAMES: readonly CliCommand[] = Object.keys(CLI_COMMANDS).filter(isCommand)

/** The shells that `completion` writes for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** The word after a command, where it takes one. */
export const wordsAfter = (command: string): readonly string[] => {
  if (command === 'completion') return SHELLS
  return command === 'help' ? COMMAND_NAMES : []
}

const PLANNING = ['plan', 'deploy', 'drift'] as const

/** Where a flag says nothing, beside the commands that read no tree at all. */
const ONLY_FOR: Readonly<Partial<Record<InputName, readonly CliCommand[]>>> = {
  all: ['test'],
  watch: ['test'],
  'dry-run': ['deploy', 'export'],
  only: ['export'],
  conflicts: ['export'],
  base: ['validate', 'plan', 'deploy', 'test'],
  'when-missing': PLANNING,
  'mirror-kinds': PLANNING,
  'max-deletes': PLANNING,
  'max-overwrites': PLANNING,
  'protected-namespaces': PLANNING,
  'on-drift': PLANNING,
  'take-over': [...PLANNING, 'export'],
  'on-failure': ['deploy'],
  'by-hand': ['deploy'],
  'detailed-exitcode': PLANNING,
  offline: ['validate', 'plan'],
  strict: ['validate', 'plan', 'deploy'],
  diff: PLANNING,
  json: COMMANDS,
  format: COMMANDS,
  'comment-file': COMMANDS,
  html: COMMANDS,
  quiet: COMMANDS,
}

const OF_EVERY_KIND: readonly CliCommand[] = [...COMMANDS, 'schema']
const OF_SCHEMA = /^(?:server|username|tenant|refresh|offline|schema|header|ca-cert|timeout|chdir)$/

const OF_TREE =
  /^(?:root|include|exclude|namespace|namespace-from|namespace-map|namespaces|record|take-over|allow-dirty)$/

/** One flag of the command line. */
export interface Flag extends InputDefinition {
  readonly name: string
}

/** The flags, or those that mean something to a command; secrets have none, for an argument is visible to every process. */
export const flagsOf = (command: CliCommand | undefined): readonly Flag[] =>
  Object.entries<InputDefinition>(INPUTS)
    .filter(([, { kind, only }]) => kind !== 'secret' && only !== 'action')
    .map(([name, input]) => ({ name, ...input }))
    .filter(({ name }) => command === undefined || isFor(name, command))

const isFor = (name: string, command: CliCommand): boolean => {
  if (command === 'schema') return OF_SCHEMA.test(name)
  if (command === 'doctor') return OF_SCHEMA.test(name) || OF_TREE.test(name)
  const only = Object.entries(ONLY_FOR).find(([flag]) => flag === name)?.[1] ?? OF_EVERY_KIND
  return only.includes(command)
}

/** A boolean that is on unless `--no-…` is given. */
export const isOnByDefault = ({ kind, default: byDefault }: InputDefinition): boolean =>
  kind === 'boolean' && byDefault === 'true'
