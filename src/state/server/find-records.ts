import type { KestraClient } from '../../kestra/client.ts'
import { type Records, type RecordsToRead, readRecords, withRecord } from '../../record/read-records.ts'
import { isPathStep } from '../../resource/route-names.ts'
import { counted } from '../../text/lists.ts'

/** Maximum number of namespaces searched for a record if each takes a request. */
const MOST_SOUGHT = 100

/**
 * Reads the records of an owner. If no namespace to read has one (the whole tree moved to other namespaces), it also searches the
 * namespaces `beside`: one list of keys since Kestra 2.0, at most 100 requests before. A record there that cannot be read gives no notice.
 */
export const findRecords = async (
  client: KestraClient,
  owner: string,
  { beside, ...toRead }: RecordsToRead & { readonly beside: readonly string[] },
): Promise<Records> => {
  const records = await readRecords(client, owner, toRead)
  if (records.byNamespace.size > 0) return records
  const candidates = await withRecord(client, beside.filter(isPathStep).toSorted())
  if (candidates.length === 0) return records
  const sought = candidates.slice(0, MOST_SOUGHT)
  const { byNamespace } = await readRecords(client, owner, { ...toRead, namespaces: sought })
  const left = candidates.length - sought.length
  const notices = left === 0 || byNamespace.size > 0 ? [] : [notSought(left)]
  const found =
    byNamespace.size === 0
      ? records
      : await readRecords(client, owner, { ...toRead, namespaces: [...toRead.namespaces, ...byNamespace.keys()] })
  return { ...found, notices: [...found.notices, ...notices] }
}

const notSought = (left: number): string =>
  `No deployment record of this repository was found, and ${counted(left, 'namespace')} that the tree does not name ${left === 1 ? 'was' : 'were'} not searched for one: if the tree moved to other namespaces, what stays in the old ones is not shown.`
