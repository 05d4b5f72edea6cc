import { FAILS_WHEN_RUN, type ProblemCodeEntry, REFUSED, UNAVOIDABLE } from '../problem.ts'

/** Codes of flows that a rule of lint reports, and that the verdict of the server, another kind or the state of the server gives too. */
export const flowCodes = {
  'missing-property': {
    ...REFUSED,
    title: 'A required property is missing',
    why: 'A flow needs `id`, `namespace` and `tasks`; a dashboard needs an `id`, although some servers accept one without; every task, trigger and chart needs `id` and `type`.',
  },
  'empty-tasks': {
    ...REFUSED,
    title: 'The flow has no task',
    why: 'Kestra refuses a flow whose `tasks` is missing or empty.',
    fix: 'Add at least one task.',
  },
  'wrong-shape': {
    ...REFUSED,
    title: 'A property has the wrong shape',
    why: 'For example a text instead of a list of tasks. The server cannot read the flow.',
    fix: 'Write a list with `- ` before each entry, and a map with one `key: value` on a line.',
  },
  'invalid-id': {
    ...REFUSED,
    title: 'An id that Kestra does not accept',
    why: 'Flow and task ids start with a letter or digit and hold only letters, digits, `.`, `_` and `-`; a flow id has at most 100 characters.',
    fix: 'Rename it.',
  },
  'invalid-namespace': {
    ...REFUSED,
    title: 'A namespace that Kestra does not accept',
    why: 'A namespace starts with a lower-case letter or digit and holds only lower-case letters, digits, `.`, `_` and `-`; at most 150 characters.',
    fix: 'Rename it, in lower case.',
    isOfVersion: true,
  },
  'reserved-id': {
    ...REFUSED,
    title: 'A flow id that the server reserves',
    why: 'The id is a word of a URL of the server, for instance `search` or `pause`.',
    fix: 'Rename the flow.',
    versions: '1.0–1.3',
    isOfVersion: true,
  },
  'name-is-a-route': {
    ...UNAVOIDABLE,
    title: "A flow or dashboard whose name is another route of Kestra's API",
    why: 'A literal route wins over `/flows/{namespace}/{id}` and `/dashboards/{id}`: `DELETE /flows/delete/by-query` does not delete the flow `by-query` of the namespace `delete` but every flow of the tenant. The name counts as it is deployed, with `namespace-map`. Resources with one of these names that only the server has are skipped and named in a notice.',
    fix: 'Give it another name.',
  },
  'duplicate-id': {
    ...REFUSED,
    title: 'Two tasks, triggers, inputs, outputs or charts with one id',
    why: 'Ids must be unique in the whole flow, at every nesting, and in a dashboard.',
    fix: 'Rename one of them.',
  },
  'unknown-dag-dependency': {
    ...REFUSED,
    title: 'A Dag task that depends on a task that is not in the Dag',
    why: 'Every id in `dependsOn` must be a task of the same Dag.',
    fix: 'Correct the id, or add the task.',
  },
  'dag-cycle': {
    ...REFUSED,
    title: 'Tasks of a Dag that wait for each other in a circle',
    why: 'Kestra refuses a Dag in which a task waits for itself, directly or through others. It does not check the cases of a Switch: there the execution never ends.',
    fix: 'Remove one of the dependencies of the circle.',
  },
  'not-runnable': {
    ...REFUSED,
    title: 'A task that a WorkingDirectory cannot run',
    why: 'The tasks of a WorkingDirectory run on one worker: none may hold other tasks, call a flow, pause or change the execution. Kestra refuses the flow. It does not check the cases of a Switch, nor before 2.0 a Dag: there the task fails.',
    fix: 'Move the task out of the WorkingDirectory.',
  },
  'self-call': {
    ...REFUSED,
    title: 'A flow that calls itself',
    why: 'Kestra refuses a Subflow task that points at its own flow.',
    fix: 'Call another flow, or use a loop task.',
  },
  'system-label': {
    ...REFUSED,
    title: 'A label that only Kestra may set',
    why: 'Keys that start with `system.` are refused, except `system.readOnly`.',
    fix: 'Use another key.',
  },
  'invalid-cron': {
    ...REFUSED,
    title: 'A cron expression out of range',
    why: 'The Schedule trigger needs five fields (or a nickname such as `@daily`), each inside its range.',
    fix: 'Write five fields, for example `"0 6 * * *"`, or a nickname such as `@daily`.',
  },
  'flow-too-large': {
    ...UNAVOIDABLE,
    title: 'A flow of more than 500 KiB',
    why: 'Above about 510 KiB a server answers 500 and yet stores the flow, which later breaks other operations; over 3,145,728 characters it cannot be read at all.',
    fix: 'Move scripts and data into namespace files, or split the flow.',
  },
  'two-masters': {
    severity: 'warning',
    title: 'A flow that syncs flows or files from Git by itself',
    why: 'A Git sync task on the server and this deployment would overwrite each other in the same namespace.',
    fix: 'Keep one of the two, or give them different namespaces.',
  },
  'clones-this-repository': {
    severity: 'info',
    title: 'A flow that clones this repository when it runs',
    why: 'It gets the branch as it is at run time, whether or not that was deployed, and needs credentials for Git. Namespace files are deployed with the flow.',
    fix: 'Put what the flow needs into a files folder (docs/layouts.md), and read it with `namespaceFiles: { enabled: true }`.',
  },
  'possible-secret': {
    severity: 'warning',
    title: 'A value that looks like a credential',
    why: 'Everyone who can read the repository or the flow can read it. The value is never printed here.',
    fix: "Replace it by {{ secret('NAME') }} and revoke the old one.",
  },
  'invalid-default': {
    ...FAILS_WHEN_RUN,
    title: 'A default that its input does not accept',
    why: 'The default is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`. Kestra stores the flow; each execution without another value fails before it starts. A `prefill` is only shown in forms, so it is an info.',
    fix: 'Correct the default, or the type of the input.',
  },
  'unknown-flow': {
    ...FAILS_WHEN_RUN,
    title: 'A call of a flow that exists nowhere',
    why: 'Neither this tree nor the server has the flow that is called: the task fails. Without a server this is an info, because the server may have it.',
    fix: 'Correct the namespace or id, or add the flow.',
  },
  'flow-cycle': {
    severity: 'warning',
    title: 'Flows that call each other in a circle',
    why: 'These flows can start each other without end; servers from 2.0 on may refuse them.',
    fix: 'Break the circle, or guard it with a condition.',
  },
} satisfies Record<string, ProblemCodeEntry>
