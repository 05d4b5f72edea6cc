import type { Records } from '../deploy/read-records.ts'
import type { DesiredFlow } from '../flow/flow-document.ts'
import type { ServerInfo } from '../kestra/server.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import { checkMark } from '../validate/check-mark.ts'
import { VERSION } from '../version.ts'

/** Of which flows a record says that their very text was checked, by this release and for this server, and that nothing was found. */
export const provenBy = (
  { records }: { readonly records: Records },
  version: ServerInfo,
): ((flow: DesiredFlow) => boolean) => {
  const by = { release: VERSION, version }
  return (flow) => {
    const mark = records.recorded.get(keyOf(flow))?.checked
    return mark !== undefined && mark === checkMark(flow.document, by)
  }
}

/** What a record shall say of `flows`, in which nothing was found. */
export const marksOf = (flows: readonly DesiredFlow[], version: ServerInfo): ReadonlyMap<ResourceKey, string> => {
  const by = { release: VERSION, version }
  return new Map(flows.map((flow) => [keyOf(flow), checkMark(flow.document, by)]))
}

const keyOf = ({ namespace, id }: DesiredFlow): ResourceKey => resourceKey({ kind: 'flow', namespace, name: id })
