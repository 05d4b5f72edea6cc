import { type ProblemCodeEntry, REFUSED, UNAVOIDABLE } from '../problem.ts'

/** Codes of findings by the server, or by the schema exported from one. */
export const serverCodes = {
  'server-invalid': {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: 'The server refuses the flow',
    why: "The server's own validation is final; the message is its own text.",
  },
  'read-as-another': {
    ...UNAVOIDABLE,
    title: 'The server reads another flow in this text',
    why: 'The validation of the server finds another namespace or id in the text than this program, or none. The flow would be stored under that name, which no plan, rule or reviewer has checked. So nothing is written.',
    fix: 'Search the text for invisible characters, directives and document markers; write `id` and `namespace` as plain text.',
  },
  'server-warning': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'The server warns',
    why: 'The server accepts the flow; the message is its own text.',
  },
  'server-info': {
    severity: 'info',
    isDecidedByServer: true,
    title: 'The server has a note',
    why: 'The server accepts the flow; the message is its own text.',
  },
  'deprecated-property': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'A deprecated property or type',
    why: 'It works now, and a later version will remove it.',
  },
  'schema-not-read': {
    severity: 'warning',
    title: 'The server did not give its schema',
    why: 'The validation of a server skips some properties, so flows are also compared with its schema (`/api/v1/plugins/schemas/flow`). Without the schema only types and properties that the server refuses are reported.',
    fix: 'Give the account of this job access to that route; or save the schema in the repository with `kestra-gitops schema`.',
  },
  'unreadable-flow': {
    ...UNAVOIDABLE,
    title: 'A flow that the server lists and cannot parse',
    why: 'An older release of Kestra stored the text, or a plugin is no longer installed. The flow is in the lists of the server, but no trigger starts it and no one can run it; 2.0 omits it from its export. If Git has exactly the same text this is an error, because no deploy would repair the flow. If Git does not have the flow, or has another text, this is a warning.',
    fix: 'Correct the text of the flow in Git, or install its plugins on the server.',
  },
  'unsupported-kind': {
    severity: 'warning',
    title: 'A kind of resource that the server does not offer',
    why: 'Open-source Kestra has no dashboards from 2.0.0 on: they are part of the Enterprise edition. A file of a kind that the server does not offer is skipped, and everything else is deployed. The deployment record keeps its entries.',
    fix: 'Deploy the file to a server that offers the kind, or remove it, or name it in `.kestraignore`.',
  },
  'unknown-type': {
    ...REFUSED,
    title: 'A type that the server does not have',
    why: 'The schema of the server, or the one that is saved in the repository, has no task, trigger or condition of this type.',
    fix: 'Correct the type, or install its plugin on the server. Offline, update the saved schema with `kestra-gitops schema`.',
  },
  'unknown-property': {
    ...REFUSED,
    title: 'A property that the type does not have',
    why: 'Kestra refuses properties that the type does not define.',
    fix: 'Correct the name or the indentation, or remove it.',
  },
  'wrong-type': {
    ...REFUSED,
    title: 'A value of the wrong type',
    why: 'The schema of the server asks for another type of value at this place.',
  },
  'secrets-not-read': {
    severity: 'info',
    title: 'The names of secrets could not be read',
    why: 'The server does not list the names of its secrets for these credentials, so the secrets that flows read are not checked.',
    fix: 'Let the account list secrets (on Enterprise the permission SECRET, READ), or do nothing.',
  },
  'default-without-effect': {
    severity: 'warning',
    title: 'Plugin defaults that change nothing',
    why: 'No part of the flow has the type, which is often misspelt or a short name. Or every part of the type sets these properties itself, and defaults that are not forced have no effect. Kestra accepts the defaults without a message.',
    fix: 'Correct the type, or remove the defaults.',
    versions: '1.x',
  },
} satisfies Record<string, ProblemCodeEntry>
