import type { ProblemCodeEntry } from '../problem.ts'

/** Codes of the layout of a tree, and of previews. */
export const layoutCodes = {
  // The layout of a tree: skipped files, and flows that get the namespace of their folder.
  template: {
    severity: 'warning',
    title: 'A template, not a flow',
    why: 'It has marks of Jinja, Helm, Terraform or ERB where Kestra allows no expression. No server would accept it, so it is skipped.',
    fix: 'Render it first, and deploy the result with `allow-dirty`; name the templates in `exclude`.',
  },
  'flow-outside-root': {
    severity: 'warning',
    title: 'A flow outside the flows folders',
    why: 'The file looks like a flow, but it is in none of the flows folders that were found. It is neither deployed nor deleted.',
    fix: 'Move it into a flows folder, or name it in `include` of `.kestra/gitops.yml`.',
  },
  'flow-in-samples': {
    severity: 'info',
    title: 'Flows in a folder of samples',
    why: 'Below `docs`, `examples`, `tests`, `__tests__`, `fixtures`, `testdata` and `test` below `src` flows are samples or test data; they are neither deployed nor deleted.',
    fix: 'Name the folder in `include` of `.kestra/gitops.yml`, or as a `root`, if its flows are intended for the server.',
  },
  'namespace-of-folder': {
    severity: 'info',
    title: 'A flow that goes to the namespace of its folder',
    why: '`namespace-from: folder` is set, and the folder names another namespace than the YAML; the line is rewritten in the text that is sent. References to other flows do not change.',
    fix: 'Write the namespace of the folder into the file.',
  },
  'namespace-not-of-folder': {
    severity: 'warning',
    title: 'Flows that git.SyncFlows would put into another namespace',
    why: 'git.SyncFlows ignores the namespace in the YAML: it takes `targetNamespace` and the folders below `_flows`. Here the YAML decides, so after the switch these flows are created in another namespace.',
    fix: 'Set `namespace-from: folder` and `namespace` to the targetNamespace to keep its behaviour; or set `namespace-not-of-folder: off` in `severities` if the folders only group the flows.',
  },
  'files-left-out': {
    severity: 'warning',
    title: 'A folder that may hold namespace files',
    why: 'It has a usual name of a files folder and is next to flows or folders of namespaces, but its namespace is not certain. Its files are neither deployed nor deleted. For `scripts`, and for other folders in `kestra`, this is a notice.',
    fix: "Name it in `files` of `.kestra/gitops.yml`, e.g. `files: ['scripts => company.team']`, or in `exclude`.",
  },
  'other-repository': {
    severity: 'warning',
    title: 'Flows of another repository in the work tree',
    why: 'A submodule, a nested clone or a nested work tree in this checkout holds flows. Git records at most its commit, so its files are neither deployed nor deleted.',
    fix: 'Deploy them from their own repository; or copy the files into this one; or name the folder in `exclude`.',
  },
  // Previews of pull requests.
  'preview-not-possible': {
    severity: 'error',
    title: 'A flow that cannot be previewed',
    why: 'A preview writes another namespace into the text of a flow and leaves its triggers out. This is not possible if the remaining text would not be read as the same flow without its triggers, or if the namespace is not plain text. The flow would run twice.',
    fix: 'Write `triggers:` on a line of its own, with the list below it, and the namespace as plain text.',
  },
  'preview-reaches-out': {
    severity: 'warning',
    title: 'A flow of a preview that reaches out of it',
    why: 'References to resources in Git lead into the preview. This one leads to a flow, a file or a key that is not in Git, or whose name is known only at run time. Or the task changes something outside its own execution, as `Toggle` and the purge tasks do. Running the flow in the preview runs, reads or writes that.',
    fix: 'Bring what it needs into the tree, or do not run this flow in the preview.',
  },
  'preview-leaves-out': {
    severity: 'info',
    title: 'Not part of a preview',
    why: 'A dashboard has no namespace: everyone would see a second one next to that of production.',
    fix: 'Nothing: the plan for production shows its change.',
  },
} satisfies Record<string, ProblemCodeEntry>
