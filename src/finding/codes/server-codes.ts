import { type ProblemCodeEntry, REFUSED, UNAVOIDABLE } from '../problem.ts'

/** Codes of findings by the server, or by the schema exported from one. */
export const serverCodes = {
  'server-invalid': {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: 'The server refuses the flow',
    explanation: "The server's own validation is final; the message is its own text.",
  },
  'read-as-another': {
    ...UNAVOIDABLE,
    title: 'The server reads another flow in this text',
    explanation:
      'The validation of the server finds another namespace or id in the text than this program, or none. The flow would be stored under that name, which no plan, rule or reviewer has checked. So nothing is written.',
    fix: 'Search the text for invisible characters, directives and document markers; write `id` and `namespace` as plain text.',
  },
  'server-warning': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'The server warns',
    explanation: 'The server accepts the flow; the message is its own text.',
  },
  'server-info': {
    severity: 'info',
    isDecidedByServer: true,
    title: 'The server has a note',
    explanation: 'The server accepts the flow; the message is its own text.',
  },
  'deprecated-property': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'A deprecated property or type',
    explanation: 'It works now, and a later version will remove it.',
  },
  'schema-not-read': {
    severity: 'warning',
    title: 'The server did not give its schema',
    explanation:
      'The validation of a server skips some properties, so flows are also compared with its schema (`/api/v1/plugins/schemas/flow`). Without the schema only types and properties that the server refuses are reported.',
    fix: 'Give the account of this job access to that route; or save the schema in the repository with `kestra-gitops schema`.',
  },
  'unreadable-flow': {
    ...UNAVOIDABLE,
    title: 'A flow that the server lists and cannot parse',
    explanation:
      'An older release of Kestra stored the text, or a plugin is no longer installed. The flow is in the lists of the server, but no trigger starts it and no one can run it; 2.0 omits it from its export. If Git has exactly the same text this is an error, because no deploy would repair the flow. If Git does not have the flow, or has another text, this is a warning.',
    fix: 'Correct the text of the flow in Git, or install its plugins on the server.',
  },
  'unsupported-kind': {
    severity: 'warning',
    title: 'A kind of resource that the server does not offer',
    explanation:
      'Open-source Kestra has no dashboards from 2.0.0 on: they are part of the Enterprise edition. A file of a kind that the server does not offer is skipped, and everything else is deployed. The deployment record keeps its entries.',
    fix: 'Deploy the file to a server that offers the kind, or remove it, or name it in `.kestraignore`.',
  },
  'unknown-type': {
    ...REFUSED,
    title: 'A type that the server does not have',
    explanation:
      'The schema of the server, or the one that is saved in the repository, has no task, trigger or condition of this type.',
    fix: 'Correct the type, or install its plugin on the server. Offline, update the saved schema with `kestra-gitops schema`.',
  },
  'unknown-property': {
    ...REFUSED,
    title: 'A property that the type does not have',
    explanation: 'Kestra refuses properties that the type does not define.',
    fix: 'Correct the name or the indentation, or remove it.',
  },
  'wrong-type': {
    ...REFUSED,
    title: 'A value of the wrong type',
    explanation: 'The schema of the server asks for another type of value at this place.',
  },
} satisfies Record<string, ProblemCodeEntry>
