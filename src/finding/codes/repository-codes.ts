import { type ProblemCodeEntry, UNAVOIDABLE } from '../problem.ts'

/** Codes of the tree: locations and names of files, the configuration file, and rules. */
export const repositoryCodes = {
  'duplicate-flow': {
    ...UNAVOIDABLE,
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
  'file-not-utf8': {
    severity: 'info',
    title: 'A text file that is not UTF-8',
    explanation:
      'Kestra stores namespace files byte for byte, and scripts read them as UTF-8. Bytes of another encoding are wrong letters there, or an error.',
    fix: 'Save it as UTF-8. If the encoding is intended, do nothing: it does not stop a deploy.',
  },
  'file-syntax': {
    severity: 'info',
    title: 'A JSON or YAML file with a syntax error',
    explanation:
      'Kestra takes any namespace file; a task that reads this one as JSON or YAML cannot. Files with `{{` or `{%` are templates and are not checked.',
    fix: 'Correct it at this place. If it is intended, do nothing: it does not stop a deploy.',
  },
  'not-a-flow': {
    severity: 'info',
    title: 'YAML that is not a flow',
    explanation: 'The file is in a flows folder but does not have the keys of a flow; it is skipped.',
    fix: 'Move it out of the flows folder or name it in `.kestraignore`.',
  },
  'meant-as-flow': {
    ...UNAVOIDABLE,
    title: 'A file that looks like a flow but is not one',
    explanation:
      'It is in a flows folder and has two of the keys `id`, `namespace` and `tasks`, or it held a flow before. Without this error it would be skipped silently.',
    fix: 'Correct the key, or move the file out of the flows folder or name it in `.kestraignore` if it is not a flow.',
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
    isOfVersion: true,
  },
  'namespace-implied': {
    severity: 'info',
    title: 'A flow without a namespace, deployed to the one of its folder',
    explanation: 'Kestra takes the namespace from the YAML only, so the line is added to the text that is sent.',
    fix: 'Write the namespace into the file.',
  },
  'byte-order-mark': {
    severity: 'info',
    title: 'A flow file that begins with a byte order mark',
    explanation: 'The mark is not sent; Kestra would store it as part of the source.',
    fix: 'Save the file as UTF-8 without a byte order mark.',
  },
  'not-yaml': {
    severity: 'info',
    title: 'Files among the flows that are not YAML',
    explanation: 'Only `.yml` and `.yaml` files are flows; the others are skipped.',
    fix: 'Nothing, unless one of them should be deployed: move namespace files into a files folder.',
  },
  'root-missing': {
    severity: 'error',
    title: 'A root without a single file',
    explanation: 'A root that is not there would read as "everything was deleted".',
    fix: 'Correct the root, or check out the folder.',
  },
  'files-namespace-unknown': {
    severity: 'error',
    title: 'A files folder without a known namespace',
    explanation:
      'Neither a folder nor the flows next to it name exactly one namespace, so the files cannot be deployed.',
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
    explanation: 'Kestra answers 200 to this upload and corrupts the entry.',
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
    explanation: 'Kestra refuses a longer part of a path.',
    fix: 'Shorten the name.',
  },
  'name-not-utf-8': {
    severity: 'error',
    title: 'A name with bytes that are not UTF-8',
    explanation:
      'Git and file systems accept any bytes as a name, Kestra only accepts text. No server can store the file, and its name cannot be shown exactly. The file is not read.',
    fix: 'Rename it (`git mv`), or leave it out with `exclude` or `.kestraignore`.',
  },
  'lfs-pointer': {
    severity: 'error',
    title: 'A Git LFS pointer instead of the file',
    explanation: 'The checkout did not fetch the content. The pointer itself is never deployed.',
    fix: 'Set `lfs: true` on the checkout step.',
  },
  'config-invalid': {
    severity: 'error',
    title: 'A fault in `.kestra/gitops.yml`',
    explanation:
      'Partly read settings could deploy less than intended, or to another place. So the whole file is ignored.',
    fix: 'Correct the setting; editors complete and check the file with docs/gitops.schema.json.',
  },
  'rule-broken': {
    ...UNAVOIDABLE,
    title: 'A flow that breaks a rule of this repository',
    explanation:
      'The flow does not fit the JSON Schema of an entry of `rules` in `.kestra/gitops.yml`. The severity is that of the rule; neither `severities` nor a comment changes it. In a pull request the rules of the base branch count (docs/rules.md).',
  },
  'rule-not-checked': {
    ...UNAVOIDABLE,
    title: 'A rule that could not be checked',
    explanation:
      'A flow could not be compared with the schema of a rule, or the rules took longer than 20 s: mostly because of a `pattern` with nested repetitions, such as `(a+)+`. Or the rules of the base branch, which apply to a pull request, could not be read.',
    fix: 'Make the pattern simpler, or the schema smaller; let the job read the base commit (docs/rules.md).',
  },
  'config-not-allowed': {
    severity: 'error',
    title: 'A setting that `.kestra/gitops.yml` may not have',
    explanation:
      'Every pull request may change that file; only the workflow may set what is deleted, where it goes and what is protected.',
    fix: 'Set it as an input of the action.',
  },
  'namespace-not-allowed': {
    ...UNAVOIDABLE,
    title: 'A resource of a namespace that this job may not touch',
    explanation:
      'The input `namespaces` of the workflow names all that the job may read and write; the namespace counts as it is deployed, with `namespace-map`.',
    fix: 'Move it to a namespace of this job, or let the workflow name its namespace in `namespaces`.',
  },
} satisfies Record<string, ProblemCodeEntry>
