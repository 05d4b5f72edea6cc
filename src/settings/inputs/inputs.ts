import { type CliCommand, COMMANDS, CONNECTING, READING } from '../commands.ts'
import { DEPLOY_INPUTS } from './deploy-inputs.ts'
import type { InputDefinition } from './input-definition.ts'
import { PLATFORM_INPUTS } from './platform-inputs.ts'

/** Every setting. `npm run docs` generates action.yml and the tables of the pages from it; the command line takes its flags from it. */
export const INPUTS = {
  server: {
    description:
      'Address of the Kestra server, e.g. https://kestra.example.com. Without it: offline checks, and a plan against the Git base.',
    variable: 'KESTRA_URL',
    of: CONNECTING,
  },
  username: {
    description: 'User name (an e-mail address) for basic authentication.',
    variable: 'KESTRA_USERNAME',
    of: CONNECTING,
  },
  password: {
    description: 'Password of that user. Take it from a secret.',
    kind: 'secret',
    variable: 'KESTRA_PASSWORD',
  },
  token: {
    description: 'API token (Enterprise), instead of user name and password. Take it from a secret.',
    kind: 'secret',
    variable: 'KESTRA_TOKEN',
  },
  tenant: {
    description: 'Tenant; open-source servers have only "main".',
    default: 'main',
    variable: 'KESTRA_TENANT',
    of: CONNECTING,
  },
  command: {
    description: 'The command: auto (decided by the event), validate, plan, deploy, drift, export or test.',
    default: 'auto',
    only: 'action',
    choices: ['auto', ...COMMANDS],
  },
  all: {
    description: 'With test: run every flow test, not only those that the change touches.',
    kind: 'boolean',
    of: ['test'],
  },
  'on-listener': {
    description:
      'On a server before 2.0, a Flow trigger there can fire for a flow that a test calls. run: say so before the run, and run the case; skip: skip the case.',
    default: 'run',
    choices: ['run', 'skip'],
    of: ['test'],
  },
  'dry-run': {
    description: 'Plan instead of deploy; show an export without writing it.',
    kind: 'boolean',
    of: ['deploy', 'export'],
  },
  root: {
    description: 'Folders that hold flows and namespace files, one per line. When empty, they are found automatically.',
    kind: 'list',
    isPath: true,
    of: READING,
  },
  include: {
    description:
      'Paths (patterns of .gitignore, one per line) to deploy from wherever they are, e.g. examples/**, which is otherwise treated as samples.',
    kind: 'list',
    of: READING,
  },
  exclude: {
    description: 'Paths (patterns of .gitignore, one per line) that are neither deployed nor deleted.',
    kind: 'list',
    of: READING,
  },
  'allow-dirty': {
    description: 'Also deploy files that are changed or not tracked (never ignored ones), or a folder outside of Git.',
    kind: 'boolean',
    of: READING,
  },
  namespace: {
    description:
      'Namespace of files that are in no namespace folder (flat layouts); with export, the namespace to export.',
    of: READING,
  },
  'namespace-from': {
    description:
      'Where the namespace of a flow comes from: yaml (the default), or folder, as in git.SyncFlows: "namespace", followed by the folders below _flows.',
    of: READING,
  },
  'namespace-map': {
    description: 'Deploy the tree to other namespaces: one "from => to" per line. Child namespaces are included.',
    kind: 'list',
    of: READING,
  },
  namespaces: {
    description:
      'The only namespaces (child namespaces included) that this job may read, show, write or delete, one per line. When empty, all.',
    kind: 'list',
    of: READING,
  },
  only: {
    description:
      "With export: only these resources, by the names that a plan shows, one per line. The server's text takes the place of Git's, whatever Git has changed.",
    kind: 'list',
    of: ['export'],
  },
  conflicts: {
    description:
      "With export: only what was changed both in Git and on the server. The server's text takes the place of Git's.",
    kind: 'boolean',
    of: ['export'],
  },
  base: {
    description: 'Commit or branch to compare with. By default it is taken from the event.',
    of: ['validate', 'plan', 'deploy', 'test'],
  },
  ...DEPLOY_INPUTS,
  refresh: {
    description:
      'Read all namespace files and key-value pairs again, also those that the record says are unchanged; with schema, replace the schema in the tree.',
    kind: 'boolean',
    of: CONNECTING,
  },
  offline: { description: 'Do not talk to the server.', kind: 'boolean', of: ['validate', 'plan', 'doctor'] },
  schema: {
    description:
      'File with the JSON schema of the flows of a server, to check task properties offline. By default .kestra/flow-schema.json, if it exists; the schema of dashboards is dashboard-schema.json in the same folder.',
    isPath: true,
    of: CONNECTING,
  },
  strict: {
    description:
      'Report problems that are certain to fail at run time as errors instead of warnings; docs/problems.md marks their codes.',
    kind: 'boolean',
    of: ['validate', 'plan', 'deploy'],
  },
  header: {
    description: 'Further HTTP headers for a proxy in front of Kestra, one "Name: value" per line. Values are masked.',
    kind: 'list',
    of: CONNECTING,
  },
  'ca-cert': {
    description: 'PEM file with the certificate authority of the server, if it is a private one.',
    isPath: true,
    of: CONNECTING,
  },
  timeout: {
    description: 'Seconds that one answer of the server may take.',
    kind: 'number',
    default: '60',
    of: CONNECTING,
  },
  label: { description: 'Name of this target in the first line of the report, e.g. staging or production.' },
  html: {
    description:
      'Also write the report into this file, as one HTML page that works offline: to read, or to keep as an artifact.',
    isPath: true,
  },
  ...PLATFORM_INPUTS,
} as const satisfies Readonly<Record<string, InputDefinition>>

export type InputName = keyof typeof INPUTS

export const isInputName = (name: string): name is InputName => Object.hasOwn(INPUTS, name)

/** One setting with its name. */
export interface Input extends InputDefinition {
  readonly name: InputName
}

export const ALL_INPUTS: readonly Input[] = Object.entries<InputDefinition>(INPUTS).flatMap(([name, input]) =>
  isInputName(name) ? [{ name, ...input }] : [],
)

/** The flags of a command, or all flags. Secrets have none, because every process of the machine can see arguments. */
export const flagsOf = (command: CliCommand | undefined): readonly Input[] =>
  ALL_INPUTS.filter(
    ({ kind, only, of = COMMANDS }) =>
      kind !== 'secret' && only !== 'action' && (command === undefined || of.some((name) => name === command)),
  )

/** True for a boolean that is on unless `--no-…` is given. */
export const isOnByDefault = ({ kind, default: byDefault }: InputDefinition): boolean =>
  kind === 'boolean' && byDefault === 'true'
