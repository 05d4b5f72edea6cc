import { wrapText } from '../../text/visible.ts'
import { CLI_COMMANDS, type CliCommand, wordsAfter } from '../commands.ts'
import { defaultOf } from '../inputs/input-definition.ts'
import { ALL_INPUTS, flagsOf, type Input, isOnByDefault } from '../inputs/inputs.ts'

const NAME_COLUMNS = 13
/** Wider lines are hard to read. */
const MAX_COLUMNS = 100

/** The text of `help`, at most `columns` wide: all commands and flags, or one command with its flags and an example. */
export const helpText = (command: CliCommand | undefined, columns: number): string => {
  const width = Math.min(columns, MAX_COLUMNS)
  const blocks = command === undefined ? generalHelp(width) : commandHelp(command, width)
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const generalHelp = (width: number): readonly (readonly string[])[] => [
  wrapText('kestra-gitops: Git as the source of truth for a Kestra server', width, ''),
  ['kestra-gitops <command> [flags]'],
  [
    'Commands',
    ...Object.entries(CLI_COMMANDS).flatMap(([name, { does }]) => entry(name.padEnd(NAME_COLUMNS - 2), does, width)),
  ],
  wrapText('`kestra-gitops help <command>` tells more of one, with an example.', width, ''),
  flagLines(undefined, width),
  ...ending(width),
]

const commandHelp = (command: CliCommand, width: number): readonly (readonly string[])[] => {
  const { does, example } = CLI_COMMANDS[command]
  const words = wordsAfter(command)
  const flags = flagLines(command, width)
  return [
    wrapText(`kestra-gitops ${command}: ${does}`, width, ''),
    [
      `kestra-gitops ${command}${words.length > 0 ? ` ${words.length > 4 ? '<command>' : words.join('|')}` : ''}${flags.length > 0 ? ' [flags]' : ''}`,
    ],
    ['Example', `  ${example}`],
    ...(flags.length === 0 ? [] : [flags, ...ending(width)]),
  ]
}

const flagLines = (command: CliCommand | undefined, width: number): readonly string[] => {
  const flags = flagsOf(command)
  return flags.length === 0 ? [] : ['Flags', ...flags.flatMap((flag) => flagEntry(flag, width))]
}

const flagEntry = (flag: Input, width: number): readonly string[] => {
  const { short, choices, description, kind } = flag
  const byDefault = defaultOf(flag)
  const shown = isOnByDefault(flag) ? `--no-${flag.name}` : `--${flag.name}${placeholder(flag)}`
  const does = `${isOnByDefault(flag) ? 'Do not: ' : ''}${description}`
  const facts = [
    ...(choices === undefined ? [] : [`One of ${choices.join(', ')}.`]),
    ...(kind === 'boolean' || byDefault === '' ? [] : [`Default: ${byDefault}.`]),
  ]
  return [
    `  ${short === undefined ? '' : `-${short}, `}${shown}`,
    ...wrapText([does, ...facts].join(' '), width, '      '),
  ]
}

const placeholder = ({ kind, isPath }: Input): string => {
  if (kind === 'boolean') return ''
  const value = isPath === true ? 'PATH' : 'TEXT'
  return ` ${kind === 'number' ? 'N' : value}${kind === 'list' ? ' …' : ''}`
}

const entry = (name: string, text: string, width: number): readonly string[] => {
  const [first = '', ...rest] = wrapText(text, width, ' '.repeat(NAME_COLUMNS))
  return [`  ${name}${first.trimStart()}`, ...rest]
}

const OTHER_VARIABLES = ['HTTPS_PROXY', 'NO_PROXY', 'NO_COLOR', 'FORCE_COLOR']

const ending = (width: number): readonly (readonly string[])[] => [
  [
    'Environment (secrets never on the command line)',
    ...wrapText([...ALL_INPUTS.flatMap(({ variable }) => variable ?? []), ...OTHER_VARIABLES].join(', '), width, '  '),
  ],
  wrapText(
    'Exit code: 0 in sync or done, 1 invalid, refused or failed, 2 with --detailed-exitcode when there are changes.',
    width,
    '',
  ),
]
