import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Lab, Ledger } from './lab.ts'
import { isOwn } from './own-names.ts'

type Cleaning = Pick<Lab, 'call' | 'hands'>

const RECORD_KEY = 'kestra-gitops'
const Entries = z.array(z.looseObject({ fileName: z.string() }))
const Executions = z.object({ results: z.array(z.looseObject({ id: z.string() })) })
const Keys = z.array(z.looseObject({ key: z.string() }))
const AllKeys = z.object({
  results: z.array(z.looseObject({ namespace: z.string(), key: z.string() })),
  total: z.int(),
})

// A run that was killed may have a write under way, which the server still carries out.
const ROUNDS = 3
const PAUSE_MS = 1000

/**
 * Removes what a run made, each thing by its own address: flows, files and keys of the namespaces below `prefix`, and its dashboards. Goes on
 * after a failure. Returns what could not be removed or is still there, one line each; empty when nothing is left.
 */
export const cleanUp = async (lab: Cleaning, prefix: string, { namespaces }: Ledger): Promise<readonly string[]> => {
  for (let round = 1; ; round += 1) {
    const left = await cleanOnce(lab, prefix, namespaces)
    if (left.length === 0 || round === ROUNDS) return left
    await sleep(PAUSE_MS)
  }
}

const cleanOnce = async (
  lab: Cleaning,
  prefix: string,
  namespaces: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const failures: string[] = []
  const attempt = async (what: string, action: () => Promise<unknown>): Promise<void> => {
    try {
      await action()
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const ownFlows = async () => (await lab.hands.flows()).filter(({ namespace }) => isOwn(prefix, namespace))
  await attempt('the flows', async () => {
    for (const { namespace, id } of await ownFlows()) {
      await attempt(`executions of ${namespace}/${id}`, () => removeExecutions(lab, namespace, id))
      await attempt(`flow ${namespace}/${id}`, () => lab.hands.deleteFlow(namespace, id))
    }
  })
  await attempt('the dashboards', async () => {
    for (const id of await ownDashboards(lab, prefix)) await lab.hands.deleteDashboard(id)
  })
  for (const namespace of namespaces) {
    await attempt(`the files of ${namespace}`, () => removeFiles(lab, namespace))
    await attempt(`the keys of ${namespace}`, () => removeKeys(lab, namespace))
  }
  await attempt('looking what is left', async () => {
    for (const { namespace, id } of await ownFlows()) failures.push(`flow ${namespace}/${id} is still there`)
    for (const id of await ownDashboards(lab, prefix)) failures.push(`dashboard ${id} is still there`)
    for (const namespace of namespaces) {
      const files = [...(await lab.hands.files(namespace)).keys(), ...(await entriesOf(lab, namespace))]
      const left = [...files, ...(await keysOf(lab, namespace))]
      failures.push(...left.map((name) => `${name} is still there in ${namespace}`))
    }
  })
  return failures
}

/** Of any kind, and what runs is killed first. */
const removeExecutions = async ({ call }: Cleaning, namespace: string, id: string): Promise<void> => {
  const answer = await call(`/executions?namespace=${namespace}&flowId=${id}&size=1000`)
  // A server that runs nothing has none.
  if (answer.status === 501) return
  if (!answer.ok) throw new Error(`their list: ${answer.status}`)
  for (const { id: execution } of Executions.parse(await answer.json()).results) {
    await call(`/executions/${execution}/kill`, { method: 'DELETE' })
    await call(`/executions/${execution}/actions/kill`, { method: 'DELETE' })
    const removed = await call(`/executions/${execution}?deleteLogs=true&deleteMetrics=true&deleteStorage=true`, {
      method: 'DELETE',
    })
    if (!removed.ok && removed.status !== 404) throw new Error(`${execution}: ${removed.status}`)
  }
}

/** None on a server without dashboards. */
const ownDashboards = async ({ call, hands }: Cleaning, prefix: string): Promise<readonly string[]> => {
  if (!(await call('/dashboards?size=1')).ok) return []
  return [...(await hands.dashboards()).keys()].filter((id) => isOwn(prefix, id))
}

const removeFiles = async (lab: Cleaning, namespace: string): Promise<void> => {
  for (const path of (await lab.hands.files(namespace)).keys()) await lab.hands.deleteFile(namespace, path)
  // Folders that a server kept without files.
  for (const path of await entriesOf(lab, namespace)) await lab.hands.deleteFile(namespace, path)
}

const removeKeys = async (lab: Cleaning, namespace: string): Promise<void> => {
  for (const key of await keysOf(lab, namespace)) {
    const answer = await lab.call(`/namespaces/${namespace}/kv/${key}`, { method: 'DELETE' })
    if (!answer.ok) throw new Error(`${key}: ${answer.status}`)
  }
}

const entriesOf = async ({ call }: Cleaning, namespace: string): Promise<string[]> => {
  const answer = await call(`/namespaces/${namespace}/files/directory`)
  return answer.ok ? Entries.parse(await answer.json()).map(({ fileName }) => `/${fileName}`) : []
}

/** 1.x lists the keys of a namespace, 2.0 only those of the tenant; where neither answers, the record is asked for by its name. */
const keysOf = async ({ call, hands }: Cleaning, namespace: string): Promise<string[]> => {
  const listed = await call(`/namespaces/${namespace}/kv`)
  if (listed.ok) return Keys.parse(await listed.json()).map(({ key }) => key)
  const keys: string[] = []
  for (let page = 1; ; page += 1) {
    const answer = await call(`/kv?page=${page}&size=1000`)
    if (!answer.ok) return (await hands.record(namespace)) === undefined ? [] : [RECORD_KEY]
    const { results, total } = AllKeys.parse(await answer.json())
    keys.push(...results.filter((entry) => entry.namespace === namespace).map(({ key }) => key))
    if (results.length === 0 || page * 1000 >= total) return keys
  }
}
