import { FAILS_WHEN_RUN, type ProblemCodeEntry } from '../problem.ts'

/** Codes of references to other flows, their inputs, namespace files, keys and secrets. */
export const referenceCodes = {
  'unknown-flow': {
    ...FAILS_WHEN_RUN,
    title: 'A call of a flow that exists nowhere',
    explanation:
      'Neither this tree nor the server has the flow that is called: the task fails. Without a server this is an info, because the server may have it.',
    fix: 'Correct the namespace or id, or add the flow.',
  },
  'listens-to-nothing': {
    severity: 'warning',
    title: 'A trigger that listens to a flow that exists nowhere',
    explanation: 'Neither this tree nor the server has the flow: the trigger never fires for it.',
    fix: 'Correct the namespace or id, or add the flow.',
  },
  'foreign-flow': {
    severity: 'info',
    title: 'A flow that only the server has',
    explanation: 'It works now, but the owner of that flow can change or remove it without notice to this repository.',
    fix: 'Nothing, if this is intended.',
  },
  'disabled-flow': {
    ...FAILS_WHEN_RUN,
    title: 'A call of a flow that is disabled',
    explanation: 'The called flow has `disabled: true`: the task fails, because Kestra does not start it.',
    fix: 'Enable the called flow, or remove the call.',
  },
  'revision-pin': {
    severity: 'warning',
    title: 'A call that is pinned to one revision',
    explanation: 'A pinned call keeps running the old revision after each deploy of the called flow.',
    fix: 'Remove `revision:` to call the current one.',
  },
  'missing-input': {
    ...FAILS_WHEN_RUN,
    title: 'A required input that a caller does not pass',
    explanation: 'The called flow has an input that is required and has no default: the call fails.',
    fix: 'Pass the input, or give it a default.',
  },
  'unknown-input': {
    severity: 'warning',
    title: 'An input that the called flow does not have',
    explanation: 'Kestra ignores the value; it is often a misspelt or renamed input.',
    fix: 'Correct the name or remove it.',
  },
  'missing-file': {
    ...FAILS_WHEN_RUN,
    title: 'A namespace file that exists nowhere',
    explanation:
      "`read('path')`, `fileSize('path')`, `isFileEmpty('path')`, an address such as `nsfile:///path` in a property that Kestra fetches, or the default of a FILE input names a file that is neither in this tree nor on the server, or that this deploy deletes. The task fails. Files of parent namespaces do not count. If the files of the server were not read this is an info.",
    fix: 'Correct the path, or add the file.',
  },
  'missing-include': {
    severity: 'warning',
    title: 'A namespace file to include that exists nowhere',
    explanation:
      '`namespaceFiles.include` names a file that is neither in this tree nor, as far as known, on the server: the task starts without it.',
    fix: 'Correct the path, or add the file.',
  },
  'missing-download': {
    severity: 'warning',
    title: 'A namespace file to download that exists nowhere',
    explanation:
      '`DownloadFiles` names a file, without any pattern, that is neither in this tree nor, as far as known, on the server: the task ends well without it.',
    fix: 'Correct the path, or add the file.',
  },
  'unknown-key': {
    ...FAILS_WHEN_RUN,
    title: 'A key that exists nowhere',
    explanation:
      "`kv('name')`, or a task with `errorOnMissing: true`, reads a key that neither this tree nor the server has, and that no flow of the tree writes: the run fails until something writes the key. Neither `??` nor `default` helps. It is an info if the read depends on a condition.",
    fix: "Correct the name, add the key to `kv.yml`, or write `kv('name', errorOnMissing=false)` if it may be missing.",
  },
  'unknown-key-field': {
    ...FAILS_WHEN_RUN,
    title: 'A field that the value of a key does not have',
    explanation:
      "`kv('name').field` reads a field of a pair of this tree that its value does not have: the expression fails.",
    fix: "Correct the name, add the field to the pair, or write `kv('name').field ?? ''` if it may be missing.",
  },
  'unknown-secret': {
    ...FAILS_WHEN_RUN,
    title: 'A secret that the namespace does not have',
    explanation:
      "`secret('NAME')` names a secret that neither the namespace of the flow nor a parent namespace has, according to the server, or offline to `.kestra/secrets.yml`. The expression fails, even with `??` or `default`. It is an info if the read depends on a condition.",
    fix: 'Correct the name, or add the secret to the server.',
  },
  'computed-secret': {
    severity: 'info',
    title: 'A secret whose name is known only at run time',
    explanation:
      'An expression computes the name (`secret(inputs.name)`), so it is not known whether the secret exists.',
    fix: 'Nothing, if this is intended.',
  },
  'secrets-not-read': {
    severity: 'info',
    title: 'The names of secrets could not be read',
    explanation:
      'The server does not list the names of its secrets for these credentials, so the secrets that flows read are not checked.',
    fix: 'Let the account list secrets (on Enterprise the permission SECRET, READ), or do nothing.',
  },
  'undeclared-input': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with an input that the flow does not have',
    explanation: '`{{ inputs.name }}` names no input of the flow. Kestra stores the flow; the expression fails.',
    fix: "Correct the name, declare the input, or write `{{ inputs.name ?? '' }}` if it may be missing.",
  },
  'undeclared-output': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with the output of a task that the flow does not have',
    explanation:
      '`{{ outputs.task.property }}` names no task of the flow. Kestra stores the flow; the expression fails.',
    fix: "Correct the id of the task, or write `{{ outputs.task.property ?? '' }}` if it may be missing.",
  },
  'undeclared-variable': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with a variable that the flow does not have',
    explanation:
      '`{{ vars.name }}` is neither in the `variables` of the flow nor set by its `SetVariables` tasks. Kestra stores the flow; the expression fails. Variables of a namespace are in `namespace`, those of the server in `globals`.',
    fix: 'Correct the name, or declare the variable.',
  },
  'flow-cycle': {
    severity: 'warning',
    title: 'Flows that call each other in a circle',
    explanation: 'These flows can start each other without end; servers from 2.0 on may refuse them.',
    fix: 'Break the circle, or guard it with a condition.',
  },
} satisfies Record<string, ProblemCodeEntry>
