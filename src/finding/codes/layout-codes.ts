import type { ProblemCodeEntry } from '../problem.ts'

/** Problems of the way that a tree is read, and of its preview. */
export const layoutCodes = {
  // Problems of the way that a tree is read: what is left out, and what goes where its folder says.
  template: {
    severity: 'warning',
    title: 'A template, not a flow',
    explanation:
      'It has marks of Jinja, Helm, Terraform or ERB where Kestra knows no expression. No server would take it as it is, so it is left alone.',
    fix: 'Render it first, and deploy the result with `allow-dirty`; name the templates in `exclude`.',
  },
  'flow-outside-root': {
    severity: 'warning',
    title: 'A flow that lies outside of the flows folders',
    explanation:
      'The file reads like a flow, but flows folders were found and it is in none. It is neither deployed nor deleted.',
    fix: 'Move it into a flows folder, or name it in `include` of `.kestra/gitops.yml`.',
  },
  'flow-in-samples': {
    severity: 'info',
    title: 'Flows in a folder of samples',
    explanation:
      'Below `docs`, `examples`, `tests`, `__tests__`, `fixtures`, `testdata` and `test` below `src` flows show something or test something; they are neither deployed nor deleted.',
    fix: 'Name the folder in `include` of `.kestra/gitops.yml`, or as a `root`, when its flows are meant for the server.',
  },
  'namespace-of-folder': {
    severity: 'info',
    title: 'A flow that goes to the namespace of its folder',
    explanation:
      '`namespace-from: folder` is set, and the folder names another namespace than the YAML; the line is rewritten in what is sent. What the flow says of other flows stays.',
    fix: 'Write the namespace of the folder into the file to make it plain.',
  },
  'namespace-not-of-folder': {
    severity: 'warning',
    title: 'Flows that git.SyncFlows would put elsewhere',
    explanation:
      'git.SyncFlows ignores the namespace in the YAML: it takes `targetNamespace` and the folders below `_flows`. Here the YAML decides, so on the day of the switch such flows are created in another namespace.',
    fix: 'Set `namespace-from: folder` and `namespace` to the targetNamespace to keep what it did; or set `namespace-not-of-folder: off` in `severities` when the folders only group the flows.',
  },
  'files-left-out': {
    severity: 'warning',
    title: 'A folder that may hold namespace files',
    explanation:
      'It is called as such a folder is and lies beside flows or folders of namespaces, but nothing makes sure of its namespace; its files are neither deployed nor deleted. Of `scripts`, and of other folders in `kestra`, it is a notice.',
    fix: "Name it in `files` of `.kestra/gitops.yml`, e.g. `files: ['scripts => company.team']`, or in `exclude`.",
  },
  'other-repository': {
    severity: 'warning',
    title: 'Flows of another repository in the work tree',
    explanation:
      'A submodule, a nested clone or a nested work tree lies in this checkout and holds flows. Git keeps of it at most which commit it is at, so its files are neither deployed nor deleted.',
    fix: 'Deploy them from their own repository; or copy the files into this one; or name the folder in `exclude`.',
  },
  // Problems of the preview of a pull request.
  'preview-not-possible': {
    severity: 'error',
    title: 'A flow that no preview can have',
    explanation:
      'A preview writes another namespace into the text of a flow and leaves its triggers out. Where what is left would not be read as the same flow without them, or the namespace is no plain text, that cannot be done, and the flow would run twice.',
    fix: 'Write `triggers:` on a line of its own, with the list below it, and the namespace as plain text.',
  },
  'preview-reaches-out': {
    severity: 'warning',
    title: 'A flow of a preview that reaches out of it',
    explanation:
      'References to what Git holds lead into the preview; this one leads to a flow, a file or a key that Git does not hold, or that only a run can name; or the task acts on what is outside of its own execution, as `Toggle` and the tasks that purge do. Who runs the flow in the preview runs, reads or writes that.',
    fix: 'Bring what it needs into the tree, or do not run this flow in the preview.',
  },
  'preview-leaves-out': {
    severity: 'info',
    title: 'Not part of a preview',
    explanation: 'A dashboard has no namespace: a second one would stand beside that of production for everybody.',
    fix: 'Nothing: the plan for production shows its change.',
  },
} satisfies Record<string, ProblemCodeEntry>
