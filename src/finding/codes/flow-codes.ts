import { FAILS_WHEN_RUN, type ProblemCodeEntry, REFUSED, UNAVOIDABLE } from '../problem.ts'

/** Rules that Kestra's validator enforces on one flow without knowing any plugin (docs/internals/facts/kestra.md, "Flow rules"). */
export const flowCodes = {
  'missing-property': {
    ...REFUSED,
    title: 'A required property is missing',
    explanation:
      'A flow needs `id`, `namespace` and `tasks`; a dashboard needs an `id`, although some servers accept one without; every task, trigger and chart needs `id` and `type`.',
  },
  'empty-tasks': {
    ...REFUSED,
    title: 'The flow has no task',
    explanation: 'Kestra refuses a flow whose `tasks` is missing or empty.',
    fix: 'Add at least one task.',
  },
  'wrong-shape': {
    ...REFUSED,
    title: 'A property has the wrong shape',
    explanation: 'For example a text instead of a list of tasks. The server cannot read the flow.',
    fix: 'Write a list with `- ` before each entry, and a map with one `key: value` on a line.',
  },
  'invalid-id': {
    ...REFUSED,
    title: 'An id that Kestra does not accept',
    explanation:
      'Flow and task ids start with a letter or digit and hold only letters, digits, `.`, `_` and `-`; a flow id has at most 100 characters.',
    fix: 'Rename it.',
  },
  'invalid-namespace': {
    ...REFUSED,
    title: 'A namespace that Kestra does not accept',
    explanation:
      'A namespace starts with a lower-case letter or digit and holds only lower-case letters, digits, `.`, `_` and `-`; at most 150 characters.',
    fix: 'Rename it, in lower case.',
    isOfVersion: true,
  },
  'name-read-differently': {
    severity: 'error',
    title: "A flow's id or namespace that YAML 1.1 reads as something else",
    explanation:
      'Kestra reads YAML 1.1, where `off` is the boolean false: a server answers that it saved the flow `false`, and stores it as `off`.',
    fix: 'Quote the value.',
  },
  'id-read-differently': {
    severity: 'warning',
    title: 'An id that YAML 1.1 reads as something else',
    explanation: 'Kestra reads YAML 1.1, where `off` is the boolean false: expressions find it under the other name.',
    fix: 'Quote the value.',
  },
  'reserved-id': {
    ...REFUSED,
    title: 'A flow id that the server reserves',
    explanation: 'The id is a word of a URL of the server, for instance `search` or `pause`.',
    fix: 'Rename the flow.',
    versions: '1.0–1.3',
    isOfVersion: true,
  },
  'name-is-a-route': {
    ...UNAVOIDABLE,
    title: "A flow or dashboard whose name is another route of Kestra's API",
    explanation:
      'A literal route wins over `/flows/{namespace}/{id}` and `/dashboards/{id}`: `DELETE /flows/delete/by-query` does not delete the flow `by-query` of the namespace `delete` but every flow of the tenant. The name counts as it is deployed, with `namespace-map`. Resources with one of these names that only the server has are skipped and named in a notice.',
    fix: 'Give it another name.',
  },
  'duplicate-id': {
    ...REFUSED,
    title: 'Two tasks, triggers, inputs, outputs or charts with one id',
    explanation: 'Ids must be unique in the whole flow, at every nesting, and in a dashboard.',
    fix: 'Rename one of them.',
  },
  'unknown-input-dependency': {
    ...REFUSED,
    title: 'An input that depends on an input that does not exist',
    explanation: 'Every id in `dependsOn.inputs` must be an input of the same flow.',
    fix: 'Correct the id, or add the input.',
  },
  'trigger-misses-input': {
    ...FAILS_WHEN_RUN,
    isDecidedByServer: true,
    title: 'A trigger that cannot supply a required input',
    explanation:
      'A trigger starts executions on its own; without a value for a required input they fail, and 2.0 refuses a flow with a Schedule of this kind.',
    fix: 'Set it under `inputs:` of the trigger, give the input `defaults`, or make it `required: false`.',
    versions: '≥ 2.0 refuses a Schedule; all others will fail at run time',
  },
  'unknown-dag-dependency': {
    ...REFUSED,
    title: 'A Dag task that depends on a task that is not in the Dag',
    explanation: 'Every id in `dependsOn` must be a task of the same Dag.',
    fix: 'Correct the id, or add the task.',
  },
  'dag-cycle': {
    ...REFUSED,
    title: 'Tasks of a Dag that wait for each other in a circle',
    explanation:
      'Kestra refuses a Dag in which a task waits for itself, directly or through others. It does not check the cases of a Switch: there the execution never ends.',
    fix: 'Remove one of the dependencies of the circle.',
  },
  'not-runnable': {
    ...REFUSED,
    title: 'A task that a WorkingDirectory cannot run',
    explanation:
      'The tasks of a WorkingDirectory run on one worker: none may hold other tasks, call a flow, pause or change the execution. Kestra refuses the flow. It does not check the cases of a Switch, nor before 2.0 a Dag: there the task fails.',
    fix: 'Move the task out of the WorkingDirectory.',
  },
  'self-call': {
    ...REFUSED,
    title: 'A flow that calls itself',
    explanation: 'Kestra refuses a Subflow task that points at its own flow.',
    fix: 'Call another flow, or use a loop task.',
  },
  'invalid-label': {
    ...REFUSED,
    title: 'A label that Kestra does not accept',
    explanation: 'Empty keys and values are refused since 1.1; since 1.2 a key starts with a lower-case letter.',
    versions: '≥ 1.1 (empty), ≥ 1.2 (form of the key)',
    isOfVersion: true,
  },
  'system-label': {
    ...REFUSED,
    title: 'A label that only Kestra may set',
    explanation: 'Keys that start with `system.` are refused, except `system.readOnly`.',
    fix: 'Use another key.',
  },
  'invalid-cron': {
    ...REFUSED,
    title: 'A cron expression out of range',
    explanation: 'The Schedule trigger needs five fields (or a nickname such as `@daily`), each inside its range.',
    fix: 'Write five fields, for example `"0 6 * * *"`, or a nickname such as `@daily`.',
  },
  'revision-in-source': {
    severity: 'info',
    title: 'A `revision:` line in the source',
    explanation:
      'The server numbers revisions by itself; it ignores the line, and so does every comparison here. It refuses anything but a whole number from 1.',
    fix: 'Remove the line.',
  },
  'flow-too-large': {
    ...UNAVOIDABLE,
    title: 'A flow of more than 500 KiB',
    explanation:
      'Above about 510 KiB a server answers 500 and yet stores the flow, which later breaks other operations; over 3,145,728 characters it cannot be read at all.',
    fix: 'Move scripts and data into namespace files, or split the flow.',
  },
  'removed-syntax': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'Syntax that Kestra 2.0 no longer has',
    explanation:
      'A property, a type or a value of 1.x that servers of 2.0 refuse: an error when the server, or the schema in the repository, is known to be of 2.0. With a server or schema of 1.x nothing is reported. The table in docs/upgrade-kestra.md lists all of it.',
    versions: '≥ 2.0',
    isOfVersion: true,
  },
  'breaks-on-2': {
    ...FAILS_WHEN_RUN,
    title: 'Syntax that Kestra 2.0 stores and cannot run',
    explanation:
      'An expression or a value of 1.x that servers of 2.0 accept, and that will fail there at run time. With a server or schema of 1.x nothing is reported. If the version is not known it is an info.',
    versions: '≥ 2.0',
    isOfVersion: true,
  },
  'changes-on-2': {
    severity: 'info',
    title: 'A task or expression that Kestra 2.0 runs differently',
    explanation:
      'A task whose plugin for 2.0 has another default or needs credentials that 1.x does not ask for, or an expression that reads a result of Ion as text, which is binary on 2.0. The server stores the flow. With a server or schema of 1.x it is not reported; with one of 2.0 a read of binary Ion is a warning.',
    versions: '≥ 2.0',
    isOfVersion: true,
  },
  'two-masters': {
    severity: 'warning',
    title: 'A flow that syncs flows or files from Git by itself',
    explanation: 'A Git sync task on the server and this deployment would overwrite each other in the same namespace.',
    fix: 'Keep one of the two, or give them different namespaces.',
  },
  'clones-this-repository': {
    severity: 'info',
    title: 'A flow that clones this repository when it runs',
    explanation:
      'It gets the branch as it is at run time, whether or not that was deployed, and needs credentials for Git. Namespace files are deployed with the flow.',
    fix: 'Put what the flow needs into a files folder (docs/layouts.md), and read it with `namespaceFiles: { enabled: true }`.',
  },
  'possible-secret': {
    severity: 'warning',
    title: 'A value that looks like a credential',
    explanation: 'Everyone who can read the repository or the flow can read it. The value is never printed here.',
    fix: "Replace it by {{ secret('NAME') }} and revoke the old one.",
  },
} satisfies Record<string, ProblemCodeEntry>
