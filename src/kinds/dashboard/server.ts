import * as z from 'zod'
import { isAtLeast } from '../../flow/kestra-version.ts'
import { addressOf } from '../../kestra/address.ts'
import { concurrently, findJson, type KestraClient, pageOf, parseAnswer, readJson } from '../../kestra/client.ts'
import { type Page, readPages, readUntilStable } from '../../kestra/read-pages.ts'
import type { ServerInfo } from '../../kestra/server.ts'
import { toFlowVerdict, verdict } from '../../kestra/validate-flows.ts'
import { opinionOf } from '../../kestra/verdict/map-verdict.ts'
import { createYaml, toWriteAnswer, updateYaml } from '../../kestra/write-flows.ts'
import { contentText } from '../../resource/resource.ts'
import type { LiveResource } from '../../resource/resource-state.ts'
import type { KindOnServer } from '../kind-on-server.ts'

// The fields that are used. The rest is dropped, because an answer contains every chart twice.
const dashboardJson = z.object({
  id: z.string(),
  sourceCode: z.string().nullish(),
  updated: z.string().nullish(),
  deleted: z.boolean().nullish(),
})
type DashboardJson = z.infer<typeof dashboardJson>

const PAGE_SIZE = 1000

/** One list returns all dashboards; each is written by its own request (docs/internals/facts/kestra.md, "Dashboards"). */
export const DASHBOARD_ON_SERVER: KindOnServer = {
  reading: 'optional',
  listedBy: undefined,
  refusesExisting: true,
  folder: undefined,
  readAll: (client) => readDashboards(client),
  readOne: async (client, { name }) => {
    const request = { path: pathOf(client, name), schema: dashboardJson, what: `read dashboard ${name}` }
    const found = await findJson(client, request)
    return found && liveDashboard(found)
  },
  // The server answers 422 to a create if the dashboard exists, and 404 to an update if it does not.
  write: async (client, { name: { name }, content, isNew }) => {
    const source = contentText(content)
    return isNew
      ? createYaml(client, { path: `${client.base}/dashboards`, source, what: 'create the dashboard' })
      : updateYaml(client, { path: pathOf(client, name), source, what: 'update the dashboard' })
  },
  remove: async (client, { name }) => {
    const answer = await client.http.send({ method: 'DELETE', path: pathOf(client, name) })
    const isMissing = answer.status === 404 || (answer.status === 409 && answer.body.includes("doesn't exist"))
    return isMissing
      ? { kind: 'missing', earlier: answer.earlier }
      : toWriteAnswer(client, answer, 'delete the dashboard')
  },
  // One request per dashboard. The server always answers 200.
  validate: async (client, dashboards) => {
    const asked = { ...validation(client), schema: verdict, what: 'validate the dashboards' }
    const verdicts = await concurrently(dashboards, async ({ file, document }) =>
      toFlowVerdict(file, await readJson(client, { ...asked, body: document.source })),
    )
    return opinionOf(dashboards, verdicts)
  },
}

const validation = (client: KestraClient) =>
  ({
    method: 'POST',
    path: `${client.base}/dashboards/validate`,
    contentType: 'application/x-yaml',
    isRead: true,
  }) as const

/**
 * True for the open-source edition since 2.0.0. Snapshots and release candidates of 2.0.0 still have dashboards
 * (docs/internals/facts/kestra.md, "Dashboards").
 */
const isWithoutDashboards = ({ edition, version, ...known }: ServerInfo): boolean =>
  edition === 'OSS' && isAtLeast(known, 2, 0) && !/^v?2\.0\.0-/.test(version)

/**
 * Every dashboard of the tenant with its source; `undefined` if the server has no dashboards: by its edition and version, or because it
 * answers 404 or 405 (docs/internals/facts/kestra.md, "Dashboards").
 */
const readDashboards = async (client: KestraClient): Promise<readonly LiveResource[] | undefined> => {
  const first = isWithoutDashboards(client.info) ? undefined : await readListed(client, 1)
  if (first === undefined || (first.results.length === 0 && !(await validatesDashboards(client)))) return undefined
  const readAgain = async (page: number) => (await readListed(client, page)) ?? { results: [], total: 0 }
  const idOf = ({ id }: DashboardJson) => id
  const pages = await readPages((page) => (page === 1 ? Promise.resolve(first) : readAgain(page)), idOf)
  const stable = await readUntilStable(
    pages,
    () => readPages(readAgain, idOf),
    ({ updated }) => String(updated),
  )
  return [...stable.values()].filter(({ deleted }) => deleted !== true).map(liveDashboard)
}

/** False if the route answers 405. An empty list is not enough: a server without dashboards also returns one. */
const validatesDashboards = async (client: KestraClient): Promise<boolean> => {
  const { status } = await client.http.send({ ...validation(client), body: 'id: unknown' })
  return status !== 405
}

const readListed = async (client: KestraClient, page: number): Promise<Page<DashboardJson> | undefined> => {
  const path = `${client.base}/dashboards?page=${page}&size=${PAGE_SIZE}`
  const answer = await client.http.send({ method: 'GET', path })
  if (answer.status === 404 || answer.status === 405) return undefined
  return parseAnswer(answer, pageOf(dashboardJson), { what: 'list the dashboards', target: client.target })
}

const liveDashboard = ({ id, sourceCode, updated }: DashboardJson): LiveResource => ({
  kind: 'dashboard',
  namespace: '',
  name: id,
  content: sourceCode ?? '',
  revision: undefined,
  updated: updated ?? undefined,
  isDraft: false,
})

const pathOf = (client: KestraClient, id: string): string => addressOf(client, '/dashboards/{id}', { id })
