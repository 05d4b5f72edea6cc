import type { ProblemCodeEntry } from '../problem.ts'

/** Problems of the tree: where files stand and what they are called. */
export const repositoryCodes = {
  'duplicate-flow': {
    severity: 'error',
    title: 'Two files with the same flow',
    explanation: 'A flow is its namespace and id. Two files with the same pair would overwrite each other.',
    fix: 'Remove one of the files or change its id.',
  },
  'duplicate-file': {
    severity: 'error',
    title: 'Two files for the same namespace file',
    explanation: 'Two roots hold a file for the same namespace and path.',
    fix: 'Remove one of them.',
  },
  'not-a-flow': {
    severity: 'info',
    title: 'YAML that is no flow',
    explanation: 'The file lies where flows are looked for but has not the keys of a flow; it is left alone.',
    fix: 'Move it out of the flows folder or name it in `.kestraignore`.',
  },
  'files-under-_flows': {
    severity: 'error',
    title: 'A namespace file below `_flows/`',
    explanation: 'A server takes an upload to `/_flows/` as the import of a flow, not as a file.',
    fix: 'Move it out of `_flows/`.',
  },
  'folder-namespace-mismatch': {
    severity: 'warning',
    title: 'The folder names another namespace than the flow',
    explanation: 'The namespace in the YAML wins.',
    fix: 'Move the file or change its `namespace:`.',
  },
  'file-name-mismatch': {
    severity: 'warning',
    title: 'The file name is not the id of the flow',
    explanation: 'The id in the YAML wins; the difference makes a flow hard to find.',
    fix: 'Rename the file after the id.',
  },
  'name-mangled-before-2.0': {
    severity: 'warning',
    title: 'A file name that servers before 2.0 change',
    explanation: 'A space is stored as a plus sign there, so `a b` and `a+b` are one file.',
    fix: 'Use a name without space, plus and `%25`.',
    versions: '< 2.0',
  },
  'namespace-implied': {
    severity: 'info',
    title: 'A flow without a namespace, deployed to the one of its folder',
    explanation: 'Kestra takes the namespace from the YAML only, so the line is added to what is sent.',
    fix: 'Write the namespace into the file to make it plain.',
  },
  'byte-order-mark': {
    severity: 'info',
    title: 'A flow file that begins with a byte order mark',
    explanation: 'The mark is left out of what is sent; Kestra would store it as part of the source.',
    fix: 'Save the file as UTF-8 without a byte order mark.',
  },
  'not-yaml': {
    severity: 'info',
    title: 'Files among the flows that are not YAML',
    explanation: 'Only `.yml` and `.yaml` files are flows; the others are left alone.',
    fix: 'Nothing to do, unless one of them was meant to be deployed: namespace files belong into a files folder.',
  },
  'flow-outside-root': {
    severity: 'warning',
    title: 'A flow that lies outside of the flows folders',
    explanation:
      'The file reads like a flow, but flows folders were found and it is in none. It is neither deployed nor deleted.',
    fix: 'Move it into a flows folder, or name the folders in `roots` of `.kestra/gitops.yml`.',
  },
  'root-missing': {
    severity: 'error',
    title: 'A root without a single file',
    explanation: 'A root that is not there would read as "everything was deleted".',
    fix: 'Correct the root, or check out the folder.',
  },
  'files-namespace-unknown': {
    severity: 'error',
    title: 'A files folder whose namespace nothing tells',
    explanation: 'Neither a folder nor the flows beside it name one single namespace, so the files cannot be deployed.',
    fix: 'Set `namespace`, or put the files into a folder with the name of the namespace.',
  },
  'space-in-directory-name': {
    severity: 'error',
    title: 'A directory of namespace files with a space in its name',
    explanation: 'Kestra 2.0 refuses the upload and keeps an orphan; servers before 2.0 store a plus sign.',
    fix: 'Rename the directory.',
  },
  'file-directory-clash': {
    severity: 'error',
    title: 'A namespace file where another needs a directory',
    explanation: 'Kestra answers 200 to such an upload and corrupts the entry.',
    fix: 'Rename one of the two.',
  },
  'case-only-clash': {
    severity: 'warning',
    title: 'Two namespace files that differ in upper and lower case only',
    explanation: 'They are two files to Kestra, and one file on the computers of many readers of the repository.',
    fix: 'Rename one of the two.',
  },
  'file-name-too-long': {
    severity: 'error',
    title: 'A name of more than 255 characters',
    explanation: 'Kestra refuses each part of a path that is longer.',
    fix: 'Shorten the name.',
  },
  'lfs-pointer': {
    severity: 'warning',
    title: 'A Git LFS pointer instead of the file',
    explanation: 'The checkout did not fetch the content, so the pointer itself would be deployed.',
    fix: 'Set `lfs: true` on the checkout step.',
  },
  'config-invalid': {
    severity: 'error',
    title: 'A fault in `.kestra/gitops.yml`',
    explanation: 'Half-read settings could deploy less or elsewhere than meant, so the whole file does not count.',
    fix: 'Correct the setting; editors complete and check the file with docs/gitops.schema.json.',
  },
  'config-not-allowed': {
    severity: 'error',
    title: 'A setting that `.kestra/gitops.yml` may not have',
    explanation:
      'Every pull request may change that file; what is deleted, where it goes and what is protected is for the workflow to say.',
    fix: 'Set it as an input of the action.',
  },
} satisfies Record<string, ProblemCodeEntry>
