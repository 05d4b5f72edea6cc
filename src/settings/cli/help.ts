import { wrapText } from '../../text/visible.ts'
import { argumentsOf, CLI_COMMANDS, type CliCommand } from '../commands.ts'
import { defaultOf } from '../inputs/input-definition.ts'
import { ALL_INPUTS, flagsOf, type Input, isOnByDefault } from '../inputs/inputs.ts'

const NAME_COLUMNS = 13
/** Wider lines are hard to read. */
const MAX_COLUMNS = 100

/**
 * The text of `help`, at most `columns` wide. Without a command: all commands and the most common flags, on one screen.
 * With a command: its flags, their values and an example.
 */
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
  wrapText('`kestra-gitops help <command>` shows the flags of one command, with an example.', width, ''),
  [
    'Flags of most commands',
    ...COMMON_FLAGS.flatMap(([flag, does]) => entry(flag.padEnd(FLAG_COLUMNS - 2), does, width, FLAG_COLUMNS)),
  ],
  ...ending(width),
]

/** The flags that a first run needs. The help of each command lists all of its flags. */
const COMMON_FLAGS = [
  ['--server URL', 'the Kestra server; without it the checks are offline'],
  ['--root PATH', 'folder with flows and files; found automatically when left out'],
  ['--base REF', 'commit or branch to compare with'],
  ['--json', 'one JSON document instead of text'],
  ['-C, --chdir PATH', 'run as if started in this folder'],
  ['-q, --quiet', 'print only errors and the result'],
] as const
const FLAG_COLUMNS = 21

const commandHelp = (command: CliCommand, width: number): readonly (readonly string[])[] => {
  const { does, example } = CLI_COMMANDS[command]
  const choices = argumentsOf(command)
  const flags = flagLines(command, width)
  return [
    wrapText(`kestra-gitops ${command}: ${does}`, width, ''),
    [
      `kestra-gitops ${command}${choices.length > 0 ? ` ${choices.length > 4 ? '<command>' : choices.join('|')}` : ''}${flags.length > 0 ? ' [flags]' : ''}${command === 'upgrade' ? ' [PATH…]' : ''}`,
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
  const { short, description, negative, kind } = flag
  const byDefault = defaultOf(flag)
  const isNegative = isOnByDefault(flag)
  const shown = isNegative ? `--no-${flag.name}` : `--${flag.name}${placeholder(flag)}`
  // A list input of the action has one value per line; on the command line, the flag is repeated.
  const does = (isNegative && negative !== undefined ? negative : description).replace(', one per line', '')
  const facts = [
    ...(kind === 'list' ? ['Repeat the flag for each further value.'] : []),
    ...(kind === 'boolean' || byDefault === '' ? [] : [`Default: ${byDefault}.`]),
  ]
  return [
    `  ${short === undefined ? '' : `-${short}, `}${shown}`,
    ...wrapText([does, ...facts].join(' '), width, '      '),
  ]
}

const placeholder = ({ kind, choices, isPath }: Input): string => {
  if (kind === 'boolean') return ''
  if (choices !== undefined) return ` ${choices.join('|')}`
  if (kind === 'number') return ' N'
  return isPath === true ? ' PATH' : ' TEXT'
}

const entry = (name: string, text: string, width: number, columns = NAME_COLUMNS): readonly string[] => {
  const [first = '', ...rest] = wrapText(text, width, ' '.repeat(columns))
  return [`  ${name}${first.trimStart()}`, ...rest]
}

const OTHER_VARIABLES = ['HTTPS_PROXY', 'NO_PROXY', 'NO_COLOR', 'FORCE_COLOR']

const ending = (width: number): readonly (readonly string[])[] => [
  [
    'Environment (secrets never on the command line)',
    ...wrapText([...ALL_INPUTS.flatMap(({ variable }) => variable ?? []), ...OTHER_VARIABLES].join(', '), width, '  '),
  ],
  wrapText(
    'Exit code: 0 in sync or done, 1 invalid, refused or failed, 2 changes found (with --detailed-exitcode).',
    width,
    '',
  ),
]
