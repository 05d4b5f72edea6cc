import { createHash } from 'node:crypto'
import type { Settings } from '../settings/settings.ts'

/**
 * Which comment or issue belongs to a run: one per server, tenant, roots and namespace map, so that two environments of
 * one repository do not write over each other (ux.md, "fingerprint of target"). Never tells what it was made of.
 */
export const targetKey = ({ server, tenant, roots, namespace, namespaceMap }: Settings): string => {
  const parts = [
    server ?? 'offline',
    tenant,
    roots.toSorted(),
    ...(namespace === undefined ? [] : [namespace]),
    namespaceMap.map(({ from, to }) => [from, to]),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
