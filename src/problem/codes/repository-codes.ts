import type { ProblemCodeEntry } from '../problem.ts'

/** Problems of the tree: where files stand and what they are called. */
export const repositoryCodes = {
  'duplicate-flow': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'Two files with the same flow',
    explanation: 'A flow is its namespace and id. Two files with the same pair would overwrite each other.',
    fix: 'Remove one of the files or change its id.',
  },
  'duplicate-file': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'Two files for the same namespace file',
    explanation: 'Two roots hold a file for the same namespace and path.',
    fix: 'Remove one of them.',
  },
  'not-a-flow': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'YAML that is no flow',
    explanation: 'The file lies where flows are looked for but has not the keys of a flow; it is left alone.',
    fix: 'Move it out of the flows folder or name it in `.kestraignore`.',
  },
  template: {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A template, not a flow',
    explanation:
      'It has marks of Jinja, Helm, Terraform or ERB where Kestra knows no expression. No server would take it as it is, so it is left alone.',
    fix: 'Render it first, and deploy the result with `allow-dirty`; name the templates in `exclude`.',
  },
  'meant-as-flow': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A file that was meant as a flow and is none',
    explanation:
      'It lies in a flows folder, has two of the keys `id`, `namespace` and `tasks`, or held a flow before; taken for something else it would be left out without a word.',
    fix: 'Correct the key, or move the file out of the flows folder or name it in `.kestraignore` when it is no flow.',
  },
  'files-under-_flows': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A namespace file below `_flows/`',
    explanation: 'A server takes an upload to `/_flows/` as the import of a flow, not as a file.',
    fix: 'Move it out of `_flows/`.',
  },
  'folder-namespace-mismatch': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'The folder names another namespace than the flow',
    explanation: 'The namespace in the YAML wins.',
    fix: 'Move the file or change its `namespace:`.',
  },
  'file-name-mismatch': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'The file name is not the id of the flow',
    explanation: 'The id in the YAML wins; the difference makes a flow hard to find.',
    fix: 'Rename the file after the id.',
  },
  'name-mangled-before-2.0': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A file name that servers before 2.0 change',
    explanation: 'A space is stored as a plus sign there, so `a b` and `a+b` are one file.',
    fix: 'Use a name without space, plus and `%25`.',
    versions: '< 2.0',
    isOfVersion: true,
  },
  'namespace-implied': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'A flow without a namespace, deployed to the one of its folder',
    explanation: 'Kestra takes the namespace from the YAML only, so the line is added to what is sent.',
    fix: 'Write the namespace into the file to make it plain.',
  },
  'byte-order-mark': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'A flow file that begins with a byte order mark',
    explanation: 'The mark is left out of what is sent; Kestra would store it as part of the source.',
    fix: 'Save the file as UTF-8 without a byte order mark.',
  },
  'not-yaml': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'Files among the flows that are not YAML',
    explanation: 'Only `.yml` and `.yaml` files are flows; the others are left alone.',
    fix: 'Nothing to do, unless one of them was meant to be deployed: namespace files belong into a files folder.',
  },
  'flow-outside-root': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A flow that lies outside of the flows folders',
    explanation:
      'The file reads like a flow, but flows folders were found and it is in none. It is neither deployed nor deleted.',
    fix: 'Move it into a flows folder, or name it in `include` of `.kestra/gitops.yml`.',
  },
  'flow-in-samples': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'Flows in a folder of samples',
    explanation:
      'Below `docs`, `examples`, `tests`, `__tests__`, `fixtures`, `testdata` and `test` below `src` flows show something or test something; they are neither deployed nor deleted.',
    fix: 'Name the folder in `include` of `.kestra/gitops.yml`, or as a `root`, when its flows are meant for the server.',
  },
  'root-missing': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A root without a single file',
    explanation: 'A root that is not there would read as "everything was deleted".',
    fix: 'Correct the root, or check out the folder.',
  },
  'files-namespace-unknown': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A files folder whose namespace nothing tells',
    explanation: 'Neither a folder nor the flows beside it name one single namespace, so the files cannot be deployed.',
    fix: 'Set `namespace`, or put the files into a folder with the name of the namespace.',
  },
  'files-left-out': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'A folder that may hold namespace files',
    explanation:
      'It is called as such a folder is and lies beside flows, but is as usual in repositories that Kestra never sees; its files are neither deployed nor deleted.',
    fix: "Name it in `files` of `.kestra/gitops.yml`, e.g. `files: ['scripts => company.team']`, or in `exclude`.",
  },
  'space-in-directory-name': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A directory of namespace files with a space in its name',
    explanation: 'Kestra 2.0 refuses the upload and keeps an orphan; servers before 2.0 store a plus sign.',
    fix: 'Rename the directory.',
  },
  'file-directory-clash': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A namespace file where another needs a directory',
    explanation: 'Kestra answers 200 to such an upload and corrupts the entry.',
    fix: 'Rename one of the two.',
  },
  'case-only-clash': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'Two namespace files that differ in upper and lower case only',
    explanation: 'They are two files to Kestra, and one file on the computers of many readers of the repository.',
    fix: 'Rename one of the two.',
  },
  'file-name-too-long': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A name of more than 255 characters',
    explanation: 'Kestra refuses each part of a path that is longer.',
    fix: 'Shorten the name.',
  },
  'lfs-pointer': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A Git LFS pointer instead of the file',
    explanation: 'The checkout did not fetch the content. The pointer itself is never deployed.',
    fix: 'Set `lfs: true` on the checkout step.',
  },
  'config-invalid': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A fault in `.kestra/gitops.yml`',
    explanation: 'Half-read settings could deploy less or elsewhere than meant, so the whole file does not count.',
    fix: 'Correct the setting; editors complete and check the file with docs/gitops.schema.json.',
  },
  'config-not-allowed': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A setting that `.kestra/gitops.yml` may not have',
    explanation:
      'Every pull request may change that file; what is deleted, where it goes and what is protected is for the workflow to say.',
    fix: 'Set it as an input of the action.',
  },
  'namespace-not-allowed': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A resource of a namespace that this job may not touch',
    explanation:
      'The input `namespaces` of the workflow names all that the job may read and write; the namespace counts as it is deployed, with `namespace-map`.',
    fix: 'Move it to a namespace of this job, or let the workflow name its namespace in `namespaces`.',
  },
} satisfies Record<string, ProblemCodeEntry>
