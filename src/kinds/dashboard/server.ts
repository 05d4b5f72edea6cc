import {
  createDashboard,
  deleteDashboard,
  type LiveDashboard,
  readDashboard,
  readDashboards,
  updateDashboard,
  validateDashboards,
} from '../../kestra/dashboards.ts'
import { textOf } from '../../resource/resource.ts'
import type { LiveResource } from '../../resource/sides.ts'
import { opinionOf } from '../../validate/server/map-verdict.ts'
import type { KindOnServer } from '../kind-on-server.ts'

/** Dashboards come all with one list, and are written one by one (docs/facts/kestra.md, "Dashboards"). */
export const DASHBOARD_ON_SERVER: KindOnServer = {
  reading: 'optional',
  listedBy: undefined,
  refusesExisting: true,
  folder: undefined,
  readAll: async (client) => (await readDashboards(client))?.map(asResource),
  readOne: async (client, { name }) => {
    const dashboard = await readDashboard(client, name)
    return dashboard && asResource(dashboard)
  },
  write: (client, { name: { name }, content, isNew }) =>
    isNew ? createDashboard(client, textOf(content)) : updateDashboard(client, name, textOf(content)),
  remove: (client, { name }) => deleteDashboard(client, name),
  validate: async (client, dashboards) => {
    const sources = dashboards.map(({ file, document }) => ({ file, source: document.source }))
    return opinionOf(dashboards, await validateDashboards(client, sources))
  },
}

const asResource = ({ id, source, updated }: LiveDashboard): LiveResource => ({
  kind: 'dashboard',
  namespace: '',
  name: id,
  content: source,
  revision: undefined,
  updated,
  isDraft: false,
})
