/** The commands that end in a report. */
export const COMMANDS = ['validate', 'plan', 'deploy', 'drift', 'export', 'test'] as const
export type Command = (typeof COMMANDS)[number]

interface CommandText {
  /** One line that says what the command does. */
  readonly does: string
  /** One complete call. */
  readonly example: string
}

/** The commands of the command line, in the order of the help. */
export const CLI_COMMANDS = {
  validate: {
    does: 'lists every problem of every flow with file, line and column',
    example: 'kestra-gitops validate --root flows',
  },
  plan: {
    does: 'shows what a deploy would do; writes nothing',
    example: 'kestra-gitops plan --server https://kestra.example.com --base origin/main',
  },
  deploy: {
    does: 'applies the tree to the server, and reads it back',
    example: 'kestra-gitops deploy --when-missing delete --dry-run',
  },
  drift: {
    does: 'shows what differs between the server and Git; writes nothing',
    example: 'kestra-gitops drift --detailed-exitcode',
  },
  export: {
    does: "writes the server's flows, files, dashboards and key-value pairs into the tree",
    example: 'kestra-gitops export --namespace company.team --dry-run',
  },
  test: {
    does: 'runs the flow tests that a change touches, in temporary namespaces',
    example: 'kestra-gitops test --server http://localhost:8080 --all',
  },
  schema: {
    does: "writes the server's flow schema into the tree, for offline checks",
    example: 'kestra-gitops schema --refresh',
  },
  upgrade: {
    does: 'rewrites flows of Kestra 1.x for 2.0, and lists what is left to do by hand; without --write it shows a diff',
    example: 'kestra-gitops upgrade --write flows',
  },
  doctor: {
    does: 'checks if repository, server, account and record are ready for a deploy; writes nothing',
    example: 'kestra-gitops doctor --server https://kestra.example.com',
  },
  completion: {
    does: 'prints the completion script of bash, zsh or fish',
    example: 'source <(kestra-gitops completion bash)',
  },
  help: { does: 'shows all commands, or the flags of one command', example: 'kestra-gitops help deploy' },
  version: { does: 'prints the version', example: 'kestra-gitops version' },
} as const satisfies Readonly<Record<string, CommandText>>

export type CliCommand = keyof typeof CLI_COMMANDS

export const isCommand = (name: string): name is CliCommand => Object.hasOwn(CLI_COMMANDS, name)
export const COMMAND_NAMES: readonly CliCommand[] = Object.keys(CLI_COMMANDS).filter(isCommand)

/** The shells that `completion` writes for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** The possible arguments of a command; empty if it takes none. */
export const argumentsOf = (command: string): readonly string[] => {
  if (command === 'completion') return SHELLS
  return command === 'help' ? COMMAND_NAMES : []
}

/** Groups of commands for the table of inputs: those that make a plan, read the tree, or connect to the server. */
export const PLANNING = ['plan', 'deploy', 'drift'] as const
export const READING = [...COMMANDS, 'doctor', 'upgrade'] as const
export const CONNECTING = [...COMMANDS, 'doctor', 'schema'] as const
