import { bytesOf } from '../../resource/resource.ts'
import type { KindInTree } from '../kind.ts'
import { placeByPath } from '../places.ts'

/** A namespace file is a file of Git byte for byte; its folder and path are its name. */
export const FILE_IN_TREE: KindInTree = {
  isNamedByPlace: true,
  likelyStems: () => [],
  toServer: (content) => content,
  toGit: bytesOf,
  whyNotInGit: () => undefined,
  // Beside the flows, as the layouts have it.
  makePlacer: ({ resources, root }) => {
    const { file: own = [], flow: beside = [] } = Object.groupBy(resources, ({ kind }) => kind)
    return placeByPath(own, beside, root)
  },
}
