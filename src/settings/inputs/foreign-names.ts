import { closestWord } from '../../text/closest-word.ts'
import { INPUTS } from './inputs.ts'

/** What is said of names of other tools, as a clause. */
export type Successors = Readonly<Record<string, string>>

/** What is said of each name that the official actions and kestractl have for it. In small letters, without hyphens. */
const SUCCESSORS: Successors = {
  directory: 'is "root" here; leave it out where the folders are found by themselves',
  localpath: 'is "root" here; leave it out where the folders are found by themselves',
  resource: 'is not needed: one step takes flows and namespace files; "exclude" leaves some out',
  to: 'has no successor: the folder of a file is its path; .kestra/gitops.yml names folders in "files"',
  namespacepath: 'has no successor: the folder of a file is its path; .kestra/gitops.yml names folders in "files"',
  user: 'is "username" here',
  apitoken: 'is "token" here',
  delete: 'is "when-missing" here: "delete" takes what was deployed from here, "mirror" all that is not in the tree',
  override: 'is not needed: what exists is updated, and edits of others are kept unless "on-drift" says otherwise',
  failfast: 'is not needed: everything is validated before the first write',
  kestractlversion: 'is not needed: no other program is run',
  host: 'is "server" here',
  url: 'is "server" here',
  auth: 'is "username" and "password", or "token", here',
}

/**
 * A sentence for each name that is none of `known`: with what does the same here, where another tool has it, or with the nearest name.
 * Names of which nothing is known are left out: whoever starts the run warns of these.
 */
export const foreignNames = (
  names: readonly string[],
  known: readonly string[] = Object.keys(INPUTS),
  more: Successors = {},
): readonly string[] =>
  names
    .filter((name) => !known.includes(name.toLowerCase()))
    .flatMap((name) => {
      const successor = { ...SUCCESSORS, ...more }[name.toLowerCase().replaceAll(/[-_]/g, '')]
      if (successor !== undefined) return [`"${name}" ${successor}.`]
      const near = closestWord(name, known)
      return near === undefined ? [] : [`"${name}" is no setting; did you mean "${near}"?`]
    })
