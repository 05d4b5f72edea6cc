import type { Kind } from '../../../src/kinds/kind.ts'
import type { KindOnServer } from '../../../src/kinds/kind-on-server.ts'
import { hashOf } from '../../../src/resource/fingerprint.ts'
import { bytesOf, contentText, type ResourceKind } from '../../../src/resource/resource.ts'
import type { LiveResource } from '../../../src/resource/resource-state.ts'

/** A kind that no server has: a text whose case does not matter, in the tenant. */
export const TOY_KIND = 'toy' as ResourceKind

const ENDING = '.toy'

export const TOY: Kind = {
  noun: 'toy',
  fullNoun: 'toy',
  scope: 'tenant',
  recordGroup: 'toys',
  rank: 7,
  isExecuted: false,
  displayName: ({ name }) => name,
  credentialsIn: () => [],
  uiPath: ({ name }) => `toys/${name}`,
  isName: (name) => /^[a-z]+$/.test(name),
  isRouteName: () => false,
  fingerprint: (content) => hashOf(contentText(content).toLowerCase()),
  withoutName: (content) => content,
  editCause: () => 'edited',
  refuseCreate: () => () => undefined,
  brokenCallers: () => [],
  describeStaying: () => [],
  dataOf: () => undefined,
  readBy: () => [],
  isInherited: false,
  writtenBy: () => [],
  referable: () => ({}),
  describeRename: (from) => [`was called ${from.name}`],
  describeChange: ({ before, after }) => {
    if (before === undefined) return ['a new toy']
    return [after === undefined ? 'no toy any more' : 'another toy']
  },
  isPlace: (file) => file.endsWith(ENDING),
  readTree: async ({ paths, read }) => {
    const files = paths.filter((path) => path.endsWith(ENDING))
    const resources = await Promise.all(
      files.map(async (file) => ({
        kind: TOY_KIND,
        namespace: '',
        name: file.slice(0, -ENDING.length),
        file,
        content: contentText(await read(file)),
      })),
    )
    const roots = [{ root: '.', kind: TOY_KIND, namespaceFrom: 'nowhere' as const, count: files.length }]
    const nothing = {
      broken: [],
      skipped: [],
      unreadable: [],
      unrelated: [],
      problems: [],
      documents: [],
      evidence: undefined,
      flows: undefined,
    }
    return { ...nothing, resources, roots, hides: () => false }
  },
  problemsOnServer: (problems) => problems,
  isNamedByPlace: true,
  schema: undefined,
  likelyStems: () => [],
  toServer: (file) => contentText(file),
  sharesFiles: false,
  toGit: ([entry]) => (entry?.content === undefined ? undefined : bytesOf(entry.content)),
  whyNotInGit: () => undefined,
  makePathSuggester:
    () =>
    ({ name }) => [`${name}${ENDING}`],
}

/** The server of toys, each by the name with which `readOne` finds it. */
export const toyBox = new Map<string, string>()

const inBox = (name: string): LiveResource[] => {
  const content = toyBox.get(name)
  if (content === undefined) return []
  return [{ kind: TOY_KIND, namespace: '', name, content, revision: undefined, isDraft: false }]
}

export const TOY_ON_SERVER: KindOnServer = {
  reading: 'ahead',
  listedBy: undefined,
  refusesExisting: false,
  folder: undefined,
  readAll: async () => [...toyBox.keys()].flatMap(inBox),
  readOne: async (_, { name }) => inBox(name)[0],
  write: async (_, { name, content }) => {
    toyBox.set(name.name, contentText(content))
    return { kind: 'saved', revision: null }
  },
  remove: async (_, { name }) => (toyBox.delete(name) ? { kind: 'saved', revision: null } : { kind: 'missing' }),
  validate: undefined,
}
