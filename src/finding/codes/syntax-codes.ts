import { type ProblemCodeEntry, REFUSED, UNAVOIDABLE } from '../problem.ts'

/** Codes of a document as YAML, whatever the flow in it. */
export const syntaxCodes = {
  'yaml-syntax': {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: 'The file is not readable YAML',
    why: "Kestra's parser stops at the same place. Nothing else of this file can be checked until it is repaired.",
    fix: 'Correct the YAML at this place; indentation and an unclosed quote are the usual causes.',
  },
  'merge-conflict': {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: 'A merge conflict that is not resolved',
    why: 'Git has left both sides of a merge in the file, between `<<<<<<<` and `>>>>>>>`. No parser can read this.',
    fix: 'Keep one side, or the correct parts of both, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`.',
  },
  'yaml-read-two-ways': {
    ...UNAVOIDABLE,
    title: 'A place that two YAML parsers read as different things',
    why: "Kestra's parser reads YAML 1.1, most editors and this program read YAML 1.2: a reviewer would see another flow than the server runs. No setting lowers this.",
    fix: 'Put the text in quotes, or write it without the special character.',
  },
  'not-utf-8': {
    ...UNAVOIDABLE,
    title: 'A file that is not UTF-8',
    why: 'Kestra reads UTF-8. Invalid bytes are stored as replacement characters, so Git and the server would differ for ever.',
    fix: 'Save the file as UTF-8.',
  },
  'hidden-line-end': {
    ...UNAVOIDABLE,
    title: 'An invisible line end',
    why: "Kestra's parser ends a line at a carriage return by itself, at U+0085, U+2028 and U+2029; editors, Git and GitHub do not. Behind one, a comment can hold tasks, or a whole flow of another namespace, that no reviewer sees.",
    fix: 'Remove the character, or write a line feed in its place; as part of a value write it as `\\r`, `\\N`, `\\L` or `\\P` in double quotes.',
  },
  'yaml-too-large': {
    severity: 'error',
    title: 'A YAML file of more than 3 MB',
    why: 'Parsers stop at 3,145,728 characters, and so does Kestra.',
    fix: 'Split the file.',
  },
  'several-documents': {
    ...UNAVOIDABLE,
    title: 'Several YAML documents in one file',
    why: 'Kestra reads the first document only, yet stores the whole text, so the others would be lost silently.',
    fix: 'Put each flow into a file of its own.',
  },
  'duplicate-key': {
    severity: 'error',
    title: 'The same key twice in one map',
    why: 'The validation of a server accepts the flow and uses the last of the two, but the server then refuses to save it.',
    fix: 'Remove the wrong one; if a new list item begins here, write its `- `.',
  },
  'tab-indentation': {
    ...REFUSED,
    title: 'A tab where only spaces may be',
    why: "Kestra's parser refuses tabs in the indentation and between the parts of a line.",
    fix: 'Replace each tab with two spaces.',
  },
  'alias-not-expanded': {
    severity: 'warning',
    isDecidedByServer: true,
    title: 'An alias, which Kestra does not expand',
    why: "Kestra's parser reads `*name` as the text `name`, and `<<: *name` as a property called `<<`, which most types refuse.",
    fix: 'Write the repeated part out, or use `pluginDefaults`, variables or a subflow.',
  },
  'unreadable-number': {
    ...REFUSED,
    title: 'A number that Kestra cannot read',
    why: 'Values such as `.inf`, `.nan` and `1:30.5` are numbers in YAML 1.1, but Kestra cannot read them.',
    fix: 'Quote the value.',
  },
  'complex-key': {
    ...REFUSED,
    title: 'A key that is not text',
    why: "Kestra's parser accepts only text as a key; a map, a list or an alias there is refused.",
    fix: 'Write the key as text, and put an expression (`{{ … }}`) in quotes.',
  },
  'nested-too-deep': {
    ...REFUSED,
    title: 'The document is nested too deep',
    why: "Kestra's YAML parser refuses documents that are nested deeper than its limit.",
    fix: 'Flatten the document, or move parts into a subflow.',
  },
  'not-a-map': {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: 'The document is not a map of keys',
    why: 'A flow is a map with `id`, `namespace` and `tasks`; this document is a list, a text or empty.',
    fix: 'Write the flow as `key: value` lines, or move the file out of the flows folder.',
  },
} satisfies Record<string, ProblemCodeEntry>
