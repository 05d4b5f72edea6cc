import { displayName } from '../kinds/kinds.ts'
import { type ResourceKey, resourceName } from '../resource/resource.ts'
import { listed } from '../text/lists.ts'
import type { Looking } from './read-server.ts'
import type { Reading } from './read-sides.ts'
import type { RunOptions } from './run-options.ts'

/** Before a preview goes, its namespaces are looked through: what somebody else put there stays, and is named. */
export const ALL_THAT_IS_LEFT: Looking = {
  readsEverything: true,
  alsoNamespaces: (whole) => [...new Set(whole.map(({ namespace }) => namespace))],
}

const MOST_NAMES = 10

/** A sentence on what stays in the namespaces of a preview that ends, because its record does not know it. */
export const strangersIn = ({ live }: Reading, { settings: { preview } }: RunOptions): readonly string[] => {
  if (preview?.isEnding !== true) return []
  const there = new Set<ResourceKey>([...live.liveSides.keys(), ...live.others])
  const { recorded, claims } = live.records
  // What another job deploys there is of another preview.
  const strangers = [...there].filter((key) => !recorded.has(key) && !claims.has(key)).map(resourceName)
  if (strangers.length === 0) return []
  const names = strangers.map((name) => `\`${displayName(name)}\``)
  return [`Left where it is, because the preview did not make it: ${listed(names, MOST_NAMES)}.`]
}
