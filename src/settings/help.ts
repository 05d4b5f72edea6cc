import { INPUTS, type InputDefinition } from './inputs.ts'

const COMMANDS = `Commands
  validate   every problem of every flow, each with file, line and column
  plan       what a deploy would do; writes nothing
  deploy     makes the server what the tree says, and reads it back
  drift      what on the server is not what Git says; writes nothing
  export     writes the server's flows and files into the tree
  schema     writes the server's flow schema into the tree, for offline checks`

const ENVIRONMENT = `Environment (secrets never on the command line)
  KESTRA_URL, KESTRA_USERNAME, KESTRA_PASSWORD, KESTRA_TOKEN, KESTRA_TENANT, HTTPS_PROXY, NO_PROXY, NO_COLOR

Exit code: 0 in sync or done, 1 invalid, refused or failed, 2 with --detailed-exitcode when there are changes.`

const NAME_COLUMNS = 32

const isOnByDefault = ({ kind, default: byDefault }: InputDefinition): boolean =>
  kind === 'boolean' && byDefault === 'true'

/** The text of `--help`, made from the table of inputs. */
export const readHelp = (): string => {
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
