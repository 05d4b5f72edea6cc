import { ALL_INPUTS, type Input, type InputName } from '../src/settings/inputs/inputs.ts'

/** The order of the inputs in action.yml and docs/inputs.md: by use, and first what a first workflow needs. */
const GROUPS: readonly { readonly title: string; readonly names: readonly InputName[] }[] = [
  { title: 'The server', names: ['server', 'username', 'password', 'token', 'tenant'] },
  { title: 'The command', names: ['command', 'dry-run', 'offline', 'base', 'refresh'] },
  {
    title: 'The repository',
    names: [
      ...(['root', 'namespace', 'exclude', 'include', 'namespaces'] as const),
      ...(['namespace-map', 'namespace-from', 'allow-dirty'] as const),
    ],
  },
  {
    title: 'Deletes, and edits on the server',
    names: ['when-missing', 'max-deletes', 'protected-namespaces', 'mirror-kinds', 'on-drift', 'max-overwrites'],
  },
  {
    title: 'The deploy',
    names: [
      ...(['deploy-branches', 'environment', 'on-failure', 'require-promise'] as const),
      ...(['wait-for-idle', 'smoke', 'smoke-keep', 'follow'] as const),
    ],
  },
  {
    title: 'The comment and the report',
    names: ['comment', 'label', 'comment-group', 'html', 'show-server-source', 'github-token'],
  },
  { title: 'The checks', names: ['strict', 'schema'] },
  { title: 'Flow tests', names: ['all', 'on-listener', 'watch'] },
  { title: 'Previews, and pull requests from forks', names: ['preview', 'artifact'] },
  { title: 'Export', names: ['only', 'conflicts'] },
  { title: 'The deployment record', names: ['record', 'record-key', 'take-over'] },
  { title: 'The connection', names: ['header', 'ca-cert', 'timeout'] },
  {
    title: 'On a terminal',
    names: [
      ...(['by-hand', 'yes', 'to', 'write', 'stay-1x', 'detailed-exitcode', 'json', 'format'] as const),
      ...(['comment-file', 'diff', 'quiet', 'verbose', 'chdir'] as const),
    ],
  },
]

interface InputGroup {
  readonly title: string
  readonly inputs: readonly Input[]
}

/** Every input in exactly one group, by the table above. Throws if the table lacks an input or names one twice. */
export const inputGroups = (): readonly InputGroup[] => {
  const named = GROUPS.flatMap(({ names }) => names)
  const wrong = ALL_INPUTS.filter(({ name }) => named.filter((each) => each === name).length !== 1)
  if (wrong.length > 0) throw new Error(`Not in exactly one group: ${wrong.map(({ name }) => name).join(', ')}`)
  const byName = new Map(ALL_INPUTS.map((input) => [input.name, input]))
  return GROUPS.map(({ title, names }) => ({ title, inputs: names.flatMap((name) => byName.get(name) ?? []) }))
}
