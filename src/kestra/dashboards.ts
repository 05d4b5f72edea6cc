import * as z from 'zod'
import { addressOf } from './address.ts'
import { concurrently, findJson, type KestraClient, pageOf, parseAnswer, readJson } from './client.ts'
import { type Page, readPages, readUntilSettled } from './read-pages.ts'
import type { FlowVerdict } from './server.ts'
import { type FlowToValidate, toFlowVerdict, verdict } from './validate-flows.ts'
import { createYaml, toWriteAnswer, updateYaml, type WriteAnswer } from './write-flows.ts'

// Of a dashboard no more than this is kept: an answer holds every chart twice.
const dashboardJson = z.object({
  id: z.string(),
  sourceCode: z.string().nullish(),
  updated: z.string().nullish(),
  deleted: z.boolean().nullish(),
})

/** A dashboard as the server holds it; `source` is the stored text, byte for byte. */
export interface LiveDashboard {
  readonly id: string
  readonly source: string
  /** When it was saved last, as the server writes it. */
  readonly updated: string | undefined
}

const PAGE_SIZE = 1000

/**
 * Every dashboard of the tenant with its source; `undefined` when the server has none to offer (404, 405: before 0.20, and
 * open-source servers that lost them; docs/facts/kestra.md, "Dashboards").
 */
export const readDashboards = async (client: KestraClient): Promise<readonly LiveDashboard[] | undefined> => {
  const first = await readListed(client, 1)
  if (first === undefined) return undefined
  const readAgain = async (page: number) => (await readListed(client, page)) ?? { results: [], total: 0 }
  const nameOf = ({ id }: DashboardJson) => id
  const pages = await readPages((page) => (page === 1 ? Promise.resolve(first) : readAgain(page)), nameOf)
  const settled = await readUntilSettled(
    pages,
    () => readPages(readAgain, nameOf),
    ({ updated }) => String(updated),
  )
  return [...settled.values()].filter(({ deleted }) => deleted !== true).map(toLiveDashboard)
}

type DashboardJson = z.infer<typeof dashboardJson>

const toLiveDashboard = ({ id, sourceCode, updated }: DashboardJson): LiveDashboard => ({
  id,
  source: sourceCode ?? '',
  updated: updated ?? undefined,
})

const readListed = async (client: KestraClient, page: number): Promise<Page<DashboardJson> | undefined> => {
  const answer = await client.http.send({
    method: 'GET',
    path: `${client.base}/dashboards?page=${page}&size=${PAGE_SIZE}`,
  })
  if (answer.status === 404 || answer.status === 405) return undefined
  return parseAnswer(answer, pageOf(dashboardJson), { what: 'list the dashboards', target: client.target })
}

/** One dashboard with its source; `undefined` when the server has none of that id (404). */
export const readDashboard = async (client: KestraClient, id: string): Promise<LiveDashboard | undefined> => {
  const found = await findJson(client, {
    path: pathOf(client, id),
    schema: dashboardJson,
    what: `read dashboard ${id}`,
  })
  return found && toLiveDashboard(found)
}

/** `POST /dashboards`; one that exists is 422 (docs/facts/kestra.md, "Dashboards"). */
export const createDashboard = (client: KestraClient, source: string): Promise<WriteAnswer> =>
  createYaml(client, { path: `${client.base}/dashboards`, source, what: 'create the dashboard' })

/** `PUT /dashboards/{id}`; one that is gone is 404. */
export const updateDashboard = async (client: KestraClient, id: string, source: string): Promise<WriteAnswer> =>
  updateYaml(client, { path: pathOf(client, id), source, what: 'update the dashboard' })

/** `DELETE /dashboards/{id}`: 204, or 409 when it is gone already. */
export const deleteDashboard = async (client: KestraClient, id: string): Promise<WriteAnswer> => {
  const answer = await client.http.send({ method: 'DELETE', path: pathOf(client, id) })
  const isGone = answer.status === 404 || (answer.status === 409 && answer.body.includes("doesn't exist"))
  return isGone ? { kind: 'missing', earlier: answer.earlier } : toWriteAnswer(client, answer, 'delete the dashboard')
}

/** The server's own validation of dashboards, one by one and in their order: it always answers 200 (docs/facts/kestra.md, "Dashboards"). */
export const validateDashboards = (
  client: KestraClient,
  dashboards: readonly FlowToValidate[],
): Promise<readonly FlowVerdict[]> =>
  concurrently(dashboards, async ({ file, source }) => {
    const path = `${client.base}/dashboards/validate`
    const request = { method: 'POST', path, body: source, contentType: 'application/x-yaml', isRead: true } as const
    const judged = await readJson(client, { ...request, schema: verdict, what: 'validate the dashboards' })
    return toFlowVerdict(file, judged)
  })

const pathOf = (client: KestraClient, id: string): string => addressOf(client, '/dashboards/{id}', { id })
