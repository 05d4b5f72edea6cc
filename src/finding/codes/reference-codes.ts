import { FAILS_WHEN_RUN, type ProblemCodeEntry } from '../problem.ts'

/** What a flow names outside of itself: other flows, their inputs, namespace files. */
export const referenceCodes = {
  'unknown-flow': {
    ...FAILS_WHEN_RUN,
    title: 'A call of a flow that exists nowhere',
    explanation:
      'Neither this tree nor the server has the flow that is called: the task fails. Without a server it is an info, because the server may have it.',
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
    explanation: 'It works now, but whoever owns that flow can change or remove it without this repository noticing.',
    fix: 'Nothing, if that is meant.',
  },
  'disabled-flow': {
    ...FAILS_WHEN_RUN,
    title: 'A call of a flow that is disabled',
    explanation: 'The called flow has `disabled: true`: the task fails, because Kestra begins no execution of it.',
    fix: 'Enable the called flow, or take the call out.',
  },
  'revision-pin': {
    severity: 'warning',
    title: 'A call that is pinned to one revision',
    explanation: 'A pinned call goes on running the old revision however often the called flow is deployed.',
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
      "`read('path')`, `fileSize('path')`, `isFileEmpty('path')`, an address such as `nsfile:///path` in a property that Kestra fetches, or the default of a FILE input names a file that is neither in this tree nor on the server, or that this deploy deletes: the task fails. A file of a namespace above does not count. Where the server was not asked for its files it is an info.",
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
      "`kv('name')`, or a task with `errorOnMissing: true`, reads a key that neither this tree nor the server has, and that no flow of the tree writes: the run fails as long as nobody writes the key. Neither `??` nor `default` helps. It is an info where the read depends on a condition.",
    fix: "Correct the name, add the key to `kv.yml`, or say `kv('name', errorOnMissing=false)` where it may be missing.",
  },
  'unknown-key-field': {
    ...FAILS_WHEN_RUN,
    title: 'A field that the value of a key does not have',
    explanation:
      "`kv('name').field` reads a field of a pair of this tree that its value does not have: the expression fails.",
    fix: "Correct the name, add the field to the pair, or say `kv('name').field ?? ''` where it may be missing.",
  },
  'unknown-secret': {
    ...FAILS_WHEN_RUN,
    title: 'A secret that the namespace does not have',
    explanation:
      "`secret('NAME')` names a secret that neither the namespace of the flow nor one above it has, as the server lists them, or `.kestra/secrets.yml` offline: the expression fails, whatever `??` or `default` says. It is an info where the read depends on a condition.",
    fix: 'Correct the name, or add the secret to the server.',
  },
  'computed-secret': {
    severity: 'info',
    title: 'A secret whose name only a run can tell',
    explanation:
      'The name is made by an expression (`secret(inputs.name)`): whether there is such a secret is not known.',
    fix: 'Nothing, if that is meant.',
  },
  'secrets-not-read': {
    severity: 'info',
    title: 'The names of secrets could not be read',
    explanation:
      'The server does not list the names of its secrets for these credentials, so nothing is said of those that flows read.',
    fix: 'Let the account list secrets (on Enterprise the permission SECRET, READ), or leave it so.',
  },
  'undeclared-input': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with an input that the flow does not have',
    explanation: '`{{ inputs.name }}` names no input of the flow. Kestra stores such a flow; the expression fails.',
    fix: "Correct the name, declare the input, or say `{{ inputs.name ?? '' }}` where it may be missing.",
  },
  'undeclared-output': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with the output of a task that the flow does not have',
    explanation:
      '`{{ outputs.task.property }}` names no task of the flow. Kestra stores such a flow; the expression fails.',
    fix: "Correct the id of the task, or say `{{ outputs.task.property ?? '' }}` where it may be missing.",
  },
  'undeclared-variable': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with a variable that the flow does not have',
    explanation:
      '`{{ vars.name }}` is none of the `variables` of the flow and none that its `SetVariables` make: Kestra stores such a flow, and the expression fails. Variables of a namespace are `namespace`, those of the server `globals`.',
    fix: 'Correct the name, or declare the variable.',
  },
  'flow-cycle': {
    severity: 'warning',
    title: 'Flows that call each other in a circle',
    explanation: 'Such flows can start each other without end; servers of 2.0 and later may refuse them.',
    fix: 'Break the circle, or guard it with a condition.',
  },
} satisfies Record<string, ProblemCodeEntry>
