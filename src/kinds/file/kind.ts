import { findFileReferences } from '../../flow/external-references.ts'
import { foldersAbove } from '../../repository/tree.ts'
import { hashOf } from '../../resource/fingerprint.ts'
import { bytesOf, type Content, type ResourceName } from '../../resource/resource.ts'
import { DEFAULT_KIND, type Kind, type RefusedCreate } from '../kind.ts'
import { describeFileChange } from './describe-change.ts'
import { FILE_IN_TREE } from './tree.ts'

/** Namespace files, identified by namespace and path (with a leading slash). Their bytes are compared exactly. */
export const FILE: Kind = {
  ...DEFAULT_KIND,
  ...FILE_IN_TREE,
  noun: 'file',
  fullNoun: 'namespace file',
  scope: 'namespace',
  recordGroup: 'files',
  rank: 1,
  displayName: ({ namespace, name }) => `${namespace}${name}`,
  uiPath: () => undefined,
  isName: (name) => name.startsWith('/') && name.slice(1).split('/').every(isStep),
  isRouteName: () => false,
  fingerprint: hashOf,
  refuseCreate: (live) => refuseClashes(live),
  describeChange: ({ before, after }) => describeFileChange({ before: bytesOrNone(before), after: bytesOrNone(after) }),
  readBy: (flow) =>
    findFileReferences(flow).flatMap(({ namespace, target, isPattern }) =>
      isPattern ? [] : [{ namespace, name: target }],
    ),
  referable: ({ listed }) => ({
    files: new Map([...listed].map(([namespace, files]) => [namespace, new Set(files.map(({ name }) => name))])),
  }),
  describeRename: () => ['its revisions stay with the old name; everything that reads it there must be updated'],
}

/** True for a path step that is not empty, `.` or `..` and has no control characters. */
const isStep = (step: string): boolean =>
  step !== '' && step !== '.' && step !== '..' && step.isWellFormed() && !/\p{Cc}/u.test(step)

const bytesOrNone = (content: Content | undefined) => (content === undefined ? undefined : bytesOf(content))

/** Refuses a file where the server has a directory, or the reverse: Kestra would lose or corrupt one of the two. */
const refuseClashes = (live: readonly ResourceName[]): ((name: ResourceName) => RefusedCreate | undefined) => {
  // A directory exists if a file is in it.
  const fileAt = new Map(
    live.flatMap((file) =>
      [file.name, ...foldersAbove(file.name).map((folder) => `${folder}/`)].map(
        (path) => [`${file.namespace}${path}`, file] as const,
      ),
    ),
  )
  return ({ namespace, name }) => {
    const other = [`${name}/`, ...foldersAbove(name)]
      .map((path) => fileAt.get(`${namespace}${path}`))
      .find((file) => file !== undefined)
    if (other === undefined) return undefined
    return {
      reason: 'file-directory-clash',
      message: `The server has ${namespace}${other.name} where Git wants ${namespace}${name}: one name would be a file and a directory, and Kestra would lose or corrupt one of the two. Choose another name for the new one: a server may keep deleted files, so the name stays taken.`,
    }
  }
}
