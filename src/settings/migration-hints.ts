import { closestWord } from '../text/closest-word.ts'
import { COMMAND_NAMES } from './commands.ts'
import { ALL_INPUTS, flagsOf, INPUTS, isInputName, isOnByDefault } from './inputs/inputs.ts'

/** Terms of other tools (separated by blanks), each with a clause that says what to use here. */
type ForeignTerms = readonly (readonly [terms: string, hint: string])[]

const hintFor = (word: string, foreign: ForeignTerms): string | undefined =>
  foreign.find(([terms]) => terms.split(' ').includes(word))?.[1]

/** Names of inputs in the official actions and kestractl. In lower case, without hyphens. */
const INPUT_TERMS: ForeignTerms = [
  ['directory localpath', 'is "root" here; leave it out to find the folders automatically'],
  ['resource', 'is not needed: one step deploys flows and namespace files; "exclude" leaves some out'],
  [
    'to namespacepath',
    'has no successor: the folder of a file is its path; "files" in .kestra/gitops.yml names folders',
  ],
  ['user', 'is "username" here'],
  ['apitoken', 'is "token" here'],
  [
    'delete',
    'is "when-missing" here: "delete" deletes what was deployed from here, "mirror" all that is not in the tree',
  ],
  [
    'override',
    'is not needed: existing resources are updated, and edits on the server are kept unless "on-drift" says otherwise',
  ],
  ['failfast', 'is not needed: everything is validated before the first write'],
  ['kestractlversion', 'is not needed: no other program runs'],
  ['host url', 'is "server" here'],
  ['auth', 'is "username" and "password", or "token", here'],
]

/**
 * A sentence for each name that is not in `known`: the equivalent of another tool's term, or the closest known name.
 * Names without either are left out; GitHub's runner warns about them.
 */
export const unknownNameHints = (
  names: readonly string[],
  known: readonly string[] = Object.keys(INPUTS),
  more: ForeignTerms = [],
): readonly string[] =>
  names
    .filter((name) => !known.includes(name.toLowerCase()))
    .flatMap((name) => {
      const hint = hintFor(name.toLowerCase().replaceAll(/[-_]/g, ''), [...more, ...INPUT_TERMS])
      if (hint !== undefined) return [`"${name}" ${hint}.`]
      const near = closestWord(name, known)
      return near === undefined ? [] : [`"${name}" is not a setting; did you mean "${near}"?`]
    })

/** Commands of other tools (Terraform, Argo CD, kubectl, Git, Kestra's own), each with its equivalent here. */
const COMMAND_TERMS: ForeignTerms = [
  ['apply sync push up update install release publish', 'is `deploy` here'],
  ['diff preview dry-run compare', 'is `plan` here'],
  ['status show refresh watch ls list', 'is `drift` here: what differs between the server and Git'],
  ['check lint test verify', 'is `validate` here: every problem of every flow, without running one'],
  ['pull import download get fetch clone backup dump', 'is `export` here: it writes what the server has into the tree'],
  ['destroy delete rm remove prune', 'is `deploy --when-missing delete` here: it deletes what Git no longer has'],
  ['rollback undo revert', 'is a commit in Git here: revert the change there, and `deploy`'],
  [
    'login logout auth configure config',
    'is not needed: KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD (or KESTRA_TOKEN) in the environment set the server and the account; `doctor` checks them',
  ],
  [
    'init setup new',
    'is not needed: `doctor` shows what is missing, and `export` writes what a server has into the tree',
  ],
  [
    'flow flows namespace namespaces template server',
    "belongs to Kestra's own command line; here `validate`, `plan` and `deploy` take the whole tree",
  ],
]

/** Flags of other tools, in addition to `INPUT_TERMS`. In lower case, without hyphens. */
const FLAG_TERMS: ForeignTerms = [
  ['output o', 'is "format" here; "json" prints one JSON document'],
  ['autoapprove noninteractive approve', 'is "yes" here; without a terminal there is no question'],
  [
    'debug loglevel trace',
    'is not needed: "verbose" lists the folders that were read, "diff" shows the texts of all changes, "quiet" prints less',
  ],
  [
    'file filename f dir path folder source',
    'is "root" here, a folder of the tree; without it the whole repository is read',
  ],
  ['kestraurl serverurl apiurl endpoint s', 'is "server" here'],
  ['context profile stack env', 'is "server" and "tenant" here'],
  ['var varfile values set', 'is not needed: flows are deployed as they are'],
  ['v', 'is not a flag: `version` prints the version, and "verbose" lists the folders that were read'],
  ['n', 'is "namespace" here, for files outside of namespace folders; "namespaces" limits a run to some'],
  ['u', 'is "username" here'],
  ['p', 'is "password" here'],
  ['t', 'is "tenant" here'],
  ['apikey', 'is "token" here'],
  ['prune', 'is "when-missing" here: "delete" deletes what was deployed from here and is no longer in Git'],
  ['force', 'has no successor: "on-drift" overwrite replaces edits on the server, and "by-hand" confirms a deploy'],
  ['config', 'is not needed: .kestra/gitops.yml is read if it exists'],
  ['nocolor', 'is the variable NO_COLOR here'],
  ['color', 'is the variable FORCE_COLOR, or NO_COLOR, here'],
  ['wait', 'is not needed: a deploy reads back everything that it wrote'],
  ['out', 'is "json" here, or "html" for a page'],
  ['insecure k', 'is refused: certificates are always checked; "ca-cert" names the certificate of a private authority'],
  ['recursive r', 'is not needed: a folder is read with all folders below'],
]

/** The message for an unknown command, or for a missing one (`undefined`). */
export const wrongCommand = (word: string | undefined): string => {
  const hint = word && hintFor(word.toLowerCase(), COMMAND_TERMS)
  if (hint) return `\`${word}\` ${hint}. --help shows all.`
  const list = `Give one of the commands ${COMMAND_NAMES.join(', ')}`
  if (word === undefined) return `${list}. --help shows all.`
  const near = closestWord(word, COMMAND_NAMES)
  return `${list}; got \`${word}\`${near === undefined ? '.' : `, did you mean \`${near}\`?`} --help shows all.`
}

/** The message for flags that `parseArgs` of node:util rejected with `error`: the closest flag, or where the value comes from instead. */
export const wrongFlag = (error: unknown, args: readonly string[]): string => {
  const text = error instanceof Error ? error.message : String(error)
  const known = /^Option '(?:-\w, )?(--[\w-]+)/.exec(text)?.[1]
  if (known !== undefined) return `\`${known}\` ${text.includes('does not take') ? 'takes no' : 'needs a'} value.`
  const unknown = /^Unknown option '(-[^']*)'/.exec(text)?.[1]
  if (unknown === undefined) return `${text.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? text}.`
  // The parser reads `-server` as six short flags; the user intended `--server`.
  const written = args.find((arg) => /^-\w{2,}/.test(arg) && arg.startsWith(unknown)) ?? unknown
  return unknownFlag(written.split('=')[0] ?? unknown)
}

const unknownFlag = (written: string): string => {
  const name = written.replace(/^-+/, '')
  const names = flagsOf(undefined).map((flag) => flag.name)
  const intended = names.find((known) => known === name.toLowerCase())
  if (intended !== undefined) return `\`${written}\` is not a flag; did you mean \`--${intended}\`?`
  const variable = inputOf(name)?.variable
  if (variable !== undefined) return `\`${written}\` is not a flag: set the secret in the environment, as ${variable}.`
  if (isInputName(name)) return `\`${written}\` is an input of the action, not a flag.`
  const negative = flagsOf(undefined).flatMap((flag) => (isOnByDefault(flag) ? [`no-${flag.name}`] : []))
  const [answer] = unknownNameHints([name], [...names, ...negative, 'help', 'version'], FLAG_TERMS)
  if (answer === undefined) return `\`${written}\` is not a flag.`
  return answer
    .replace(/^"[^"]*"/, `\`${written}\``)
    .replace(' is not a setting', ' is not a flag')
    .replaceAll(/"([\w-]+)"/g, asFlag)
}

const inputOf = (name: string) => ALL_INPUTS.find((input) => input.name === name)

/** A setting as written on the command line. A quoted value (`delete` of `when-missing`) stays as it is. */
const asFlag = (quoted: string, name: string): string => {
  const input = inputOf(name)
  if (input?.kind === 'secret') return input.variable ?? quoted
  return input !== undefined || name.startsWith('no-') ? `\`--${name}\`` : quoted
}
