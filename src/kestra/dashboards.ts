import * as z from 'zod'
import { addressOf } from './address.ts'
import { type Api, concurrently, findJson, pageOf, parseAnswer } from './api.ts'
import type { HttpRequest } from './http/exchange.ts'
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
export const readDashboards = async (api: Api): Promise<readonly LiveDashboard[] | undefined> => {
  const first = await readListed(api, 1)
  if (first === undefined) return undefined
  const readAgain = async (page: number) => (await readListed(api, page)) ?? { results: [], total: 0 }
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

const readListed = async (api: Api, page: number): Promise<Page<DashboardJson> | undefined> => {
  const answer = await api.http.send({ method: 'GET', path: `${api.base}/dashboards?page=${page}&size=${PAGE_SIZE}` })
  if (answer.status === 404 || answer.status === 405) return undefined
  return parseAnswer(answer, pageOf(dashboardJson), { what: 'list the dashboards', target: api.target })
}

/** One dashboard with its source; `undefined` when the server has none of that id (404). */
export const readDashboard = async (api: Api, id: string): Promise<LiveDashboard | undefined> => {
  const found = await findJson(api, { path: pathOf(api, id), schema: dashboardJson, what: `read dashboard ${id}` })
  return found && toLiveDashboard(found)
}

/** `POST /dashboards`; one that exists is 422 (docs/facts/kestra.md, "Dashboards"). */
export const createDashboard = (api: Api, source: string): Promise<WriteAnswer> =>
  createYaml(api, { path: `${api.base}/dashboards`, source, what: 'create the dashboard' })

/** `PUT /dashboards/{id}`; one that is gone is 404. */
export const updateDashboard = async (api: Api, id: string, source: string): Promise<WriteAnswer> =>
  updateYaml(api, { path: pathOf(api, id), source, what: 'update the dashboard' })

/** `DELETE /dashboards/{id}`: 204, or 409 when it is gone already. */
export const deleteDashboard = async (api: Api, id: string): Promise<WriteAnswer> => {
  const answer = await api.http.send({ method: 'DELETE', path: pathOf(api, id) })
  const isGone = answer.status === 404 || (answer.status === 409 && answer.body.includes("doesn't exist"))
  return isGone ? { kind: 'missing', earlier: answer.earlier } : toWriteAnswer(api, answer, 'delete the dashboard')
}

/** The server's own validation of dashboards, one by one and in their order: it always answers 200 (docs/facts/kestra.md, "Dashboards"). */
export const validateDashboards = (api: Api, dashboards: readonly FlowToValidate[]): Promise<readonly FlowVerdict[]> =>
  concurrently(dashboards, async ({ file, source }) => {
    const path = `${api.base}/dashboards/validate`
    const request: HttpRequest = { method: 'POST', path, body: source, contentType: 'application/x-yaml', isRead: true }
    const answer = await api.http.send(request)
    const judged = parseAnswer(answer, verdict, { what: 'validate the dashboards', target: api.target })
    return toFlowVerdict(file, judged)
  })

const pathOf = (api: Api, id: string): string => addressOf(api, '/dashboards/{id}', { id })
