import { argumentsOf, CLI_COMMANDS, type CliCommand, COMMAND_NAMES, isCommand, type Shell } from '../commands.ts'
import { flagsOf, type Input, isOnByDefault } from '../inputs/inputs.ts'

/** The completion script of a shell: commands, flags, their choices and paths. The table of inputs is its source. */
export const completionScript = (target: Shell): string => SCRIPTS[target]()

const WITH_ARGUMENTS = COMMAND_NAMES.filter((name) => argumentsOf(name).length > 0)

const flagName = (flag: Input): string => (isOnByDefault(flag) ? `no-${flag.name}` : flag.name)

/** `--name`, and `-n` if the flag has a letter. */
const spellings = ({ name, short }: Input): readonly string[] => [
  `--${name}`,
  ...(short === undefined ? [] : [`-${short}`]),
]

const bash = (): string => {
  const flags = flagsOf(undefined).filter(({ kind }) => kind !== 'boolean')
  const values = flags.map((flag) => `    ${spellings(flag).join('|')}) ${bashValue(flag)}; return ;;`)
  const cases = COMMAND_NAMES.map((name) => `    ${name}) COMPREPLY=($(compgen -W '${bashWords(name)}' -- "$word")) ;;`)
  return `# bash completion of kestra-gitops
_kestra_gitops() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command='' other
  for other in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $other in ${COMMAND_NAMES.join('|')}) command=$other; break ;; esac
  done
  case $before in
${values.join('\n')}
  esac
  case $command in
    '') COMPREPLY=($(compgen -W '${COMMAND_NAMES.join(' ')} --help --version' -- "$word")) ;;
${cases.join('\n')}
  esac
}
complete -F _kestra_gitops kestra-gitops
`
}

const bashWords = (command: CliCommand): string =>
  [...argumentsOf(command), ...[...flagsOf(command).map(flagName), 'help'].map((name) => `--${name}`)].join(' ')

const bashValue = ({ choices, isPath }: Input): string => {
  if (choices !== undefined) return `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word"))`
  return isPath === true ? 'COMPREPLY=($(compgen -f -- "$word"))' : 'COMPREPLY=()'
}

/** The zsh script. It lists each flag once and, per command, the flags it takes. Before a command is typed it offers all flags. */
const zsh = (): string => {
  const commands = Object.entries(CLI_COMMANDS).map(([name, { does }]) => `    ${quoted(`${name}:${does}`)}`)
  const flags = flagsOf(undefined).flatMap((flag) =>
    zshFlag(flag).map((spec) => `    ${flagName(flag)} ${quoted(spec)}`),
  )
  const of = ['', ...COMMAND_NAMES].map((name) => {
    const taken = isCommand(name) ? flagsOf(name) : flagsOf(undefined)
    return `    ${quoted(name)} ${quoted(taken.map(flagName).join(' '))}`
  })
  const cases = WITH_ARGUMENTS.map((name) => `    ${name}) words_after=(${argumentsOf(name).join(' ')}) ;;`)
  return `#compdef kestra-gitops
_kestra_gitops() {
  local -a commands flags specs words_after
  local -A of
  local command='' name spec word
  commands=(
${commands.join('\n')}
  )
  flags=(
${flags.join('\n')}
  )
  of=(
${of.join('\n')}
  )
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $word ]] && (( $+of[$word] )); then command=$word; break; fi
  done
  for name spec in "\${flags[@]}"; do
    if [[ " $of[$command] " = *" $name "* ]]; then specs+=("$spec"); fi
  done
  case $command in
${cases.join('\n')}
  esac
  _arguments -S "\${specs[@]}" '(-h --help)'{-h,--help}'[help]' '--version[version]' \\
    '1:command:{_describe command commands}' '2:word:(($words_after))'
}
if [ "$funcstack[1]" = _kestra_gitops ]; then _kestra_gitops "$@"; else compdef _kestra_gitops kestra-gitops; fi
`
}

const zshFlag = (flag: Input): readonly string[] => {
  const names = isOnByDefault(flag) ? [`--${flagName(flag)}`] : spellings(flag)
  const repeats = flag.kind === 'list' ? '*' : ''
  const about = firstSentence(flag).replace(/[[\]\\:]/g, '')
  return names.map((name) => `${repeats}${name}[${about}]${zshValue(flag)}`)
}

const zshValue = ({ name, kind, choices, isPath }: Input): string => {
  if (kind === 'boolean') return ''
  if (choices !== undefined) return `:${name}:(${choices.join(' ')})`
  return `:${name}:${isPath === true ? '_files' : ''}`
}

const fish = (): string => {
  const none = `not __fish_seen_subcommand_from ${COMMAND_NAMES.join(' ')}`
  const noFiles = 'complete -c kestra-gitops -f'
  const commands = Object.entries(CLI_COMMANDS).map(
    ([name, { does }]) => `complete -c kestra-gitops -f -n ${quoted(none)} -a ${name} -d ${quoted(does)}`,
  )
  const choices = WITH_ARGUMENTS.map(
    (name) =>
      `complete -c kestra-gitops -f -n '__fish_seen_subcommand_from ${name}' -a ${quoted(argumentsOf(name).join(' '))}`,
  )
  return `# fish completion of kestra-gitops\n${[noFiles, ...commands, ...choices, ...flagsOf(undefined).map(fishFlag)].join('\n')}\n`
}

/** The fish line of a flag. Fish offers it before a command is typed, and after the commands that take it. */
const fishFlag = (flag: Input): string => {
  const { kind, short, choices, isPath } = flag
  const letter = short === undefined ? '' : ` -s ${short}`
  const listed = choices === undefined ? '' : ` -a ${quoted(choices.join(' '))}`
  const value = kind === 'boolean' ? '' : ` -r${isPath === true ? ' -F' : ' -f'}${listed}`
  const others = COMMAND_NAMES.filter((name) => !flagsOf(name).some((taken) => taken.name === flag.name))
  const when = `not __fish_seen_subcommand_from ${others.join(' ')}`
  return `complete -c kestra-gitops -n ${quoted(when)} -l ${flagName(flag)}${letter}${value} -d ${quoted(firstSentence(flag))}`
}

/** The description up to its first full stop, colon or semicolon: shells show one line per flag. */
const firstSentence = ({ description }: Input): string => description.split(/[.:;](?:\s|$)/)[0] ?? description

/** A single-quoted string for bash, zsh and fish: an apostrophe ends the quotes, is escaped, and opens them again. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const SCRIPTS: Readonly<Record<Shell, () => string>> = { bash, zsh, fish }
