import { type ProblemCodeEntry, REFUSED, UNAVOIDABLE } from '../problem.ts'

/** What a server, or the schema exported from one, says of a flow. */
export const serverCodes = {
  'server-invalid': {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: 'The server refuses the flow',
    explanation: "The server's own validation is final; the message is in its words.",
  },
  'read-as-another': {
    ...UNAVOIDABLE,
    title: 'The server reads another flow in this text',
    explanation:
      'Asked to validate the text, the server answers another namespace or id than this program reads in it, or none. It would be stored under that name, which no plan, no rule and no reviewer has looked at; so nothing is written.',
    fix: 'Look at the text for invisible characters, directives and document markers; write `id` and `namespace` as plain text.',
  },
  'server-warning': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'The server warns',
    explanation: 'The flow is accepted; the message is in the words of the server.',
  },
  'server-info': {
    severity: 'info',
    isDecidedByServer: true,
    title: 'The server remarks',
    explanation: 'The flow is accepted; the message is in the words of the server.',
  },
  'deprecated-property': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'A deprecated property or type',
    explanation: 'It works now and will go in a later version.',
  },
  'schema-not-read': {
    severity: 'warning',
    title: 'The server did not give its schema',
    explanation:
      'The own validation of a server leaves some properties unlooked-at, so flows are compared with its schema as well (`/api/v1/plugins/schemas/flow`). Without it only what the server refuses is told of types and properties.',
    fix: 'Let whoever runs this read that route; or put the schema into the repository once, with `kestra-gitops schema`.',
  },
  'unreadable-flow': {
    ...UNAVOIDABLE,
    title: 'A flow that the server lists and cannot parse',
    explanation:
      'An older release of Kestra stored the text, or a plugin is no longer installed. The flow is in the lists of the server, but no trigger starts it and nobody can run it; 2.0 leaves it out of its export. Where Git wants the very same text it is an error, because no deploy would repair the flow. Such a flow that Git does not have, or has with another text, is a warning.',
    fix: 'Correct the text of the flow in Git, or install its plugins on the server.',
  },
  'unsupported-kind': {
    severity: 'warning',
    title: 'A kind of resource that the server does not offer',
    explanation:
      'Open-source Kestra has no dashboards from 2.0.0 on: they are part of the Enterprise edition. A file of a kind that the server does not offer is left out, everything else is deployed, and the deployment record keeps what it knows.',
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
