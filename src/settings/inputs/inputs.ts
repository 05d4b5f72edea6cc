import { RESOURCE_KINDS } from '../../resource/resource.ts'
import { COMMANDS } from '../command.ts'
import { CLI_INPUTS } from './cli-inputs.ts'
import { DEPLOY_INPUTS } from './deploy-inputs.ts'
import { GITHUB_INPUTS } from './github-inputs.ts'
import type { InputDefinition } from './input-definition.ts'

/** Every setting, in the order of docs/inputs.md. action.yml and the tables of the pages are made from this (`npm run docs`). */
export const INPUTS = {
  server: {
    description:
      'Address of the Kestra server, e.g. https://kestra.example.com. Without it: offline checks, and a plan against the Git base.',
    default: '',
    kind: 'text',
  },
  username: { description: 'User name (an e-mail address) for basic authentication.', default: '', kind: 'text' },
  password: { description: 'Password of that user. Take it from a secret.', default: '', kind: 'secret' },
  token: {
    description: 'API token (Enterprise), instead of user name and password. Take it from a secret.',
    default: '',
    kind: 'secret',
  },
  tenant: { description: 'Tenant; open-source servers have only "main".', default: 'main', kind: 'text' },
  command: {
    description: 'What to do: auto (decided by the event), validate, plan, deploy, drift, export or test.',
    default: 'auto',
    kind: 'text',
    only: 'action',
    choices: ['auto', ...COMMANDS],
  },
  all: {
    description: 'With test: run every flow test, not only those that the change touches.',
    default: 'false',
    kind: 'boolean',
  },
  'dry-run': {
    description: 'Plan instead of deploy; show an export without writing it.',
    default: 'false',
    kind: 'boolean',
  },
  root: {
    description: 'Folders that hold flows and namespace files, one per line. When empty, they are found automatically.',
    default: '',
    kind: 'list',
    isPath: true,
  },
  include: {
    description:
      'Paths (patterns of .gitignore, one per line) to deploy from wherever they are, e.g. examples/**, which is otherwise treated as samples.',
    default: '',
    kind: 'list',
  },
  exclude: {
    description: 'Paths (patterns of .gitignore, one per line) that are neither deployed nor deleted.',
    default: '',
    kind: 'list',
  },
  'allow-dirty': {
    description: 'Also deploy files that are changed or not tracked (never ignored ones), or a folder outside of Git.',
    default: 'false',
    kind: 'boolean',
  },
  namespace: {
    description:
      'Namespace of files that are in no namespace folder (flat layouts); with export, the namespace to export.',
    default: '',
    kind: 'text',
  },
  'namespace-from': {
    description:
      'Where the namespace of a flow comes from: yaml (the default), or folder, as in git.SyncFlows: "namespace", followed by the folders below _flows.',
    default: '',
    kind: 'text',
  },
  'namespace-map': {
    description: 'Deploy the tree to other namespaces: one "from => to" per line. Child namespaces are included.',
    default: '',
    kind: 'list',
  },
  namespaces: {
    description:
      'The only namespaces (child namespaces included) that this job may read, show, write or delete, one per line. When empty, all.',
    default: '',
    kind: 'list',
  },
  only: {
    description:
      "With export: only these resources, by the names that a plan shows, one per line. The server's text takes the place of Git's, whatever Git has changed.",
    default: '',
    kind: 'list',
  },
  conflicts: {
    description:
      "With export: only what was changed both in Git and on the server. The server's text takes the place of Git's.",
    default: 'false',
    kind: 'boolean',
  },
  base: {
    description: 'Commit or branch to compare with. By default it is taken from the event.',
    default: '',
    kind: 'text',
  },
  'when-missing': {
    description:
      'What to do with resources that Git no longer has: keep them, delete those that were deployed from here, or mirror (delete whatever Git does not have).',
    default: 'keep',
    kind: 'text',
    choices: ['keep', 'delete', 'mirror'],
  },
  'mirror-kinds': {
    description: 'The kinds (flow, file, dashboard, key-value) for which mirror also deletes what was never in Git.',
    default: 'flow, file',
    kind: 'list',
    choices: RESOURCE_KINDS,
  },
  'max-deletes': {
    description: 'Refuse a run that would delete more resources than this.',
    default: '10',
    kind: 'number',
  },
  'max-overwrites': {
    description:
      'Refuse a run that would overwrite more resources than this that somebody created or edited on the server.',
    default: '50',
    kind: 'number',
  },
  'protected-namespaces': {
    description: 'Namespaces (child namespaces included) in which nothing is ever deleted, one per line.',
    default: 'system',
    kind: 'list',
  },
  'on-drift': {
    description:
      'Resources edited on the server since the last deploy: keep them, overwrite them, or fail. One kind can have another policy, on a line of its own: "key-value: seed" writes pairs once and then leaves them to the flows.',
    default: 'keep',
    kind: 'list',
    choices: ['keep', 'overwrite', 'fail'],
  },
  'on-failure': {
    description: 'When a write fails: rollback restores what this run wrote; stop leaves it.',
    default: 'rollback',
    kind: 'text',
    choices: ['rollback', 'stop'],
  },
  ...DEPLOY_INPUTS,
  refresh: {
    description: 'Read all namespace files and key-value pairs again, also those that the record says are unchanged.',
    default: 'false',
    kind: 'boolean',
  },
  offline: { description: 'Do not talk to the server.', default: 'false', kind: 'boolean' },
  schema: {
    description:
      'File with the JSON schema of the flows of a server, to check task properties offline. By default .kestra/flow-schema.json, if it exists; the schema of dashboards is dashboard-schema.json in the same folder.',
    default: '',
    kind: 'text',
    isPath: true,
  },
  strict: {
    description:
      'What is certain to fail when it runs is an error instead of a warning; docs/problems.md marks what can.',
    default: 'false',
    kind: 'boolean',
  },
  header: {
    description: 'Further HTTP headers for a proxy in front of Kestra, one "Name: value" per line. Values are masked.',
    default: '',
    kind: 'list',
  },
  'ca-cert': {
    description: 'PEM file with the certificate authority of the server, if it is a private one.',
    default: '',
    kind: 'text',
    isPath: true,
  },
  timeout: {
    description: 'Seconds that one answer of the server may take.',
    default: '60',
    kind: 'number',
  },
  label: {
    description: 'Name of this target in the first line of the report, e.g. staging or production.',
    default: '',
    kind: 'text',
  },
  html: {
    description:
      'Also write the report into this file, as one HTML page that works offline: to read, or to keep as an artifact.',
    default: '',
    kind: 'text',
    isPath: true,
  },
  ...GITHUB_INPUTS,
  ...CLI_INPUTS,
} as const satisfies Readonly<Record<string, InputDefinition>>

export type InputName = keyof typeof INPUTS

export const isInputName = (name: string): name is InputName => Object.hasOwn(INPUTS, name)
