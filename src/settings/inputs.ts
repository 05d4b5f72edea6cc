import { RESOURCE_KINDS } from '../resource/resource.ts'
import { CLI_INPUTS } from './cli-inputs.ts'
import { GITHUB_INPUTS } from './github-inputs.ts'
import type { InputDefinition } from './input-definition.ts'

/** Every setting, in the order of the README. action.yml and the README's table are made from this (`npm run docs`). */
export const INPUTS = {
  server: {
    description:
      'Address of the Kestra server, e.g. https://kestra.example.com. Without it: offline checks and a plan against the Git base.',
    default: '',
    kind: 'text',
  },
  username: { description: 'User name (an e-mail address) for basic authentication.', default: '', kind: 'text' },
  password: { description: 'Password of that user. From a secret.', default: '', kind: 'secret' },
  token: {
    description: 'API token (Enterprise), instead of user name and password. From a secret.',
    default: '',
    kind: 'secret',
  },
  tenant: { description: 'Tenant; open-source servers know only "main".', default: 'main', kind: 'text' },
  command: {
    description: 'auto (by event), validate, plan, deploy, drift or export.',
    default: 'auto',
    kind: 'text',
    only: 'action',
    choices: ['auto', 'validate', 'plan', 'deploy', 'drift', 'export'],
  },
  'dry-run': {
    description: 'Plan instead of deploy; export without writing.',
    default: 'false',
    kind: 'boolean',
  },
  root: {
    description: 'Folders that hold flows and namespace files, one per line. Found by themselves when empty.',
    default: '',
    kind: 'list',
    isPath: true,
  },
  include: {
    description:
      'Paths (patterns of .gitignore, one per line) that are looked at wherever they lie, e.g. examples/**, which else holds samples.',
    default: '',
    kind: 'list',
  },
  exclude: {
    description: 'Paths (patterns of .gitignore, one per line) that are neither deployed nor deleted.',
    default: '',
    kind: 'list',
  },
  'allow-dirty': {
    description:
      'Also take files that are changed or not tracked, never ignored ones, and deploy them; or deploy outside of Git.',
    default: 'false',
    kind: 'boolean',
  },
  namespace: {
    description: 'Namespace of files that lie in no namespace folder (flat layouts); with export, the one to take.',
    default: '',
    kind: 'text',
  },
  'namespace-from': {
    description:
      'What names the namespace of a flow: yaml (the default), or folder, as git.SyncFlows has it: the folders below _flows, behind "namespace".',
    default: '',
    kind: 'text',
  },
  'namespace-map': {
    description: 'Deploy the tree to other namespaces: one "from => to" per line, with dot-children.',
    default: '',
    kind: 'list',
  },
  namespaces: {
    description:
      'The only namespaces (with dot-children) that this job may read, show, write or delete, one per line. All when empty.',
    default: '',
    kind: 'list',
  },
  base: { description: 'Commit or branch to compare with. By default the event tells.', default: '', kind: 'text' },
  'when-missing': {
    description:
      'What to do with resources that Git no longer has: keep, delete (only what was deployed from here) or mirror.',
    default: 'keep',
    kind: 'text',
    choices: ['keep', 'delete', 'mirror'],
  },
  'mirror-kinds': {
    description: 'The kinds (flow, file, dashboard, key-value) of which mirror also deletes what was never in Git.',
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
    description: 'Refuse a run that would overwrite more resources than this that were made or edited on the server.',
    default: '50',
    kind: 'number',
  },
  'protected-namespaces': {
    description: 'Namespaces (with dot-children) in which nothing is ever deleted, one per line.',
    default: 'system',
    kind: 'list',
  },
  'on-drift': {
    description:
      'Resources edited on the server since the last deploy: keep them, overwrite them, or fail. Another policy for one kind on its own line, e.g. "key-value: seed": written once, then left to the flows.',
    default: 'keep',
    kind: 'list',
    choices: ['keep', 'overwrite', 'fail'],
  },
  'on-failure': {
    description: 'When a write fails: rollback what this run wrote, or stop there.',
    default: 'rollback',
    kind: 'text',
    choices: ['rollback', 'stop'],
  },
  record: {
    description: 'Keep the deployment record in the key-value store of each namespace.',
    default: 'true',
    kind: 'boolean',
  },
  'record-key': {
    description:
      'Signs the deployment record, so that who can write key-value pairs cannot change it. From a secret of 16 characters or more.',
    default: '',
    kind: 'secret',
  },
  refresh: {
    description: 'Read all namespace files and key-value pairs, also where the record says that they are unchanged.',
    default: 'false',
    kind: 'boolean',
  },
  offline: { description: 'Do not talk to the server.', default: 'false', kind: 'boolean' },
  schema: {
    description:
      'File with the JSON schema of flows of a server, for offline checks of task properties. By default .kestra/flow-schema.json, where it is there; that of dashboards, dashboard-schema.json, is looked for beside it.',
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
    description: 'PEM file with the certificate authority of the server.',
    default: '',
    kind: 'text',
    isPath: true,
  },
  timeout: {
    description: 'Seconds that one answer of the server may take, to its last byte.',
    default: '60',
    kind: 'number',
  },
  label: {
    description: 'What this target is called in the first line, e.g. staging or production.',
    default: '',
    kind: 'text',
  },
  html: {
    description:
      'Also write the report into this file, as one HTML page that needs nothing else: to look at, or to keep as an artifact.',
    default: '',
    kind: 'text',
    isPath: true,
  },
  ...GITHUB_INPUTS,
  ...CLI_INPUTS,
} as const satisfies Readonly<Record<string, InputDefinition>>

export type InputName = keyof typeof INPUTS
