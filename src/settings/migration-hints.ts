import { closestWord } from '../text/closest-word.ts'
import { COMMAND_NAMES } from './commands.ts'
import { ALL_INPUTS, flagsOf, INPUTS, isInputName, isOnByDefault } from './inputs/inputs.ts'

/** Words of other tools, and what is said of each of them, as a clause. */
type ForeignTerms = readonly (readonly [words: string, here: string])[]

const hereOf = (word: string, foreign: ForeignTerms): string | undefined =>
  foreign.find(([words]) => words.split(' ').includes(word))?.[1]

/** Names that the official actions and kestractl have for inputs. In small letters, without hyphens. */
const INPUT_WORDS: ForeignTerms = [
  ['directory localpath', 'is "root" here; leave it out where the folders are found by themselves'],
  ['resource', 'is not needed: one step takes flows and namespace files; "exclude" leaves some out'],
  [
    'to namespacepath',
    'has no successor: the folder of a file is its path; .kestra/gitops.yml names folders in "files"',
  ],
  ['user', 'is "username" here'],
  ['apitoken', 'is "token" here'],
  [
    'delete',
    'is "when-missing" here: "delete" takes what was deployed from here, "mirror" all that is not in the tree',
  ],
  ['override', 'is not needed: what exists is updated, and edits of others are kept unless "on-drift" says otherwise'],
  ['failfast', 'is not needed: everything is validated before the first write'],
  ['kestractlversion', 'is not needed: no other program is run'],
  ['host url', 'is "server" here'],
  ['auth', 'is "username" and "password", or "token", here'],
]

/**
 * A sentence for each name that is none of `known`: with what does the same here, where another tool has it, or with the nearest name.
 * Names of which nothing is known are left out: whoever starts the run warns of these.
 */
export const foreignNames = (
  names: readonly string[],
  known: readonly string[] = Object.keys(INPUTS),
  more: ForeignTerms = [],
): readonly string[] =>
  names
    .filter((name) => !known.includes(name.toLowerCase()))
    .flatMap((name) => {
      const here = hereOf(name.toLowerCase().replaceAll(/[-_]/g, ''), [...more, ...INPUT_WORDS])
      if (here !== undefined) return [`"${name}" ${here}.`]
      const near = closestWord(name, known)
      return near === undefined ? [] : [`"${name}" is no setting; did you mean "${near}"?`]
    })

/** What the commands of other tools (Terraform, Argo CD, kubectl, Git, Kestra's own) are here. */
const COMMAND_WORDS: ForeignTerms = [
  ['apply sync push up update upgrade install release publish', 'is `deploy` here'],
  ['diff preview dry-run compare', 'is `plan` here'],
  ['status show refresh watch ls list', 'is `drift` here: what on the server is not what Git says'],
  ['check lint test verify', 'is `validate` here: every problem of every flow, without running one'],
  ['pull import download get fetch clone backup dump', 'is `export` here: what the server has, into the tree'],
  ['destroy delete rm remove prune', 'is `deploy --when-missing delete` here: it deletes what Git no longer has'],
  ['rollback undo revert', 'is a commit in Git here: take the change back there, and `deploy`'],
  [
    'login logout auth configure config',
    'is not needed: KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD (or KESTRA_TOKEN) in the environment say where and as whom; `doctor` tries them',
  ],
  [
    'init setup new',
    'is not needed: `doctor` says what is missing, and `export` brings what a server has into the tree',
  ],
  [
    'flow flows namespace namespaces template server',
    "is of Kestra's own command line; here `validate`, `plan` and `deploy` take the whole tree",
  ],
]

/** What the flags of other tools are here, beside what inputs of the official actions are. In small letters, without hyphens. */
const FLAG_WORDS: ForeignTerms = [
  ['output o', 'is "format" here; "json" prints one JSON document'],
  ['autoapprove noninteractive approve', 'is "yes" here; without a terminal there is no question'],
  [
    'debug loglevel trace',
    'is not needed: "verbose" lists the folders that were read, "diff" shows the texts of all changes, "quiet" tells less',
  ],
  [
    'file filename f dir path folder source',
    'is "root" here, a folder of the tree; without it the whole repository is read',
  ],
  ['kestraurl serverurl apiurl endpoint s', 'is "server" here'],
  ['context profile stack env', 'is "server" and "tenant" here'],
  ['var varfile values set', 'is not needed: flows go as they are'],
  ['v', 'is no flag: `version` prints the version, and a run tells all it knows'],
  ['n', 'is "namespace" here, of files that lie in no namespace folder; "namespaces" limits a run to some'],
  ['u', 'is "username" here'],
  ['p', 'is "password" here'],
  ['t', 'is "tenant" here'],
  ['apikey', 'is "token" here'],
  ['prune', 'is "when-missing" here: "delete" takes what was deployed from here and is no longer in Git'],
  [
    'force',
    'has no successor: "on-drift" overwrite lets Git win over edits on the server, and "by-hand" confirms a deploy',
  ],
  ['config', 'is not needed: .kestra/gitops.yml is read where it is there'],
  ['nocolor', 'is the variable NO_COLOR here'],
  ['color', 'is the variable FORCE_COLOR, or NO_COLOR, here'],
  ['wait', 'is not needed: a deploy reads back all that it wrote'],
  ['out', 'is "json" here, or "html" for a page to look at'],
  ['insecure k', 'is refused: certificates are always checked; "ca-cert" names that of a private authority'],
  ['recursive r', 'is not needed: a folder is read with all that is below'],
]

/** What to say of a word that is no command; of none at all that one is missing. */
export const wrongCommand = (word: string | undefined): string => {
  const here = word && hereOf(word.toLowerCase(), COMMAND_WORDS)
  if (here) return `\`${word}\` ${here}. --help shows all.`
  const list = `Give one of the commands ${COMMAND_NAMES.join(', ')}`
  if (word === undefined) return `${list}. --help shows all.`
  const near = closestWord(word, COMMAND_NAMES)
  return `${list}; got \`${word}\`${near === undefined ? '.' : `, did you mean \`${near}\`?`} --help shows all.`
}

/** What to say of flags that node:util's `parseArgs` refused with `error`: which is none, which was meant, or where its value comes from instead. */
export const wrongFlag = (error: unknown, args: readonly string[]): string => {
  const text = error instanceof Error ? error.message : String(error)
  const known = /^Option '(?:-\w, )?(--[\w-]+)/.exec(text)?.[1]
  if (known !== undefined) return `\`${known}\` ${text.includes('does not take') ? 'takes no' : 'needs a'} value.`
  const unknown = /^Unknown option '(-[^']*)'/.exec(text)?.[1]
  if (unknown === undefined) return `${text.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? text}.`
  // `-server` is four letters to the parser, and a flag with one hyphen to whoever wrote it.
  const written = args.find((arg) => /^-\w{2,}/.test(arg) && arg.startsWith(unknown)) ?? unknown
  return unknownFlag(written.split('=')[0] ?? unknown)
}

const unknownFlag = (written: string): string => {
  const name = written.replace(/^-+/, '')
  const names = flagsOf(undefined).map((flag) => flag.name)
  const meant = names.find((known) => known === name.toLowerCase())
  if (meant !== undefined) return `\`${written}\` is no flag; did you mean \`--${meant}\`?`
  const variable = inputOf(name)?.variable
  if (variable !== undefined) return `\`${written}\` is no flag: a secret comes from the environment, as ${variable}.`
  if (isInputName(name)) return `\`${written}\` is an input of the action and no flag.`
  const negative = flagsOf(undefined).flatMap((flag) => (isOnByDefault(flag) ? [`no-${flag.name}`] : []))
  const [answer] = foreignNames([name], [...names, ...negative, 'help', 'version'], FLAG_WORDS)
  if (answer === undefined) return `\`${written}\` is no flag.`
  return answer
    .replace(/^"[^"]*"/, `\`${written}\``)
    .replace(' is no setting', ' is no flag')
    .replaceAll(/"([\w-]+)"/g, asFlag)
}

const inputOf = (name: string) => ALL_INPUTS.find((input) => input.name === name)

/** A setting as it is given on the command line: a value, `delete` of `when-missing`, stays as it is. */
const asFlag = (quoted: string, name: string): string => {
  const input = inputOf(name)
  if (input?.kind === 'secret') return input.variable ?? quoted
  return input !== undefined || name.startsWith('no-') ? `\`--${name}\`` : quoted
}
