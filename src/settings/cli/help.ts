import { wrapText } from '../../text/visible.ts'
import { CLI_COMMANDS, type CliCommand, wordsAfter } from '../commands.ts'
import { defaultOf } from '../inputs/input-definition.ts'
import { ALL_INPUTS, flagsOf, type Input, isOnByDefault } from '../inputs/inputs.ts'

const NAME_COLUMNS = 13
/** Wider lines are hard to read. */
const MAX_COLUMNS = 100

/**
 * The text of `help`, at most `columns` wide: without a command all commands and the flags that most runs need, on one screen; with one
 * its flags, their values and an example.
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

/** What a first run needs. Each flag is in the help of the commands that take it. */
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
  const { short, description, negative, kind } = flag
  const byDefault = defaultOf(flag)
  const isNegative = isOnByDefault(flag)
  const shown = isNegative ? `--no-${flag.name}` : `--${flag.name}${placeholder(flag)}`
  // A list is one input of the action with a line for each value, and a flag that is given again for each value.
  const does = (isNegative && negative !== undefined ? negative : description).replace(', one per line', '')
  const facts = [
    ...(kind === 'list' ? ['Repeat the flag for more than one.'] : []),
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
    'Exit code: 0 in sync or done, 1 invalid, refused or failed, 2 with --detailed-exitcode when there are changes.',
    width,
    '',
  ),
]
