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
  readAll: async ({ api }) => (await readDashboards(api))?.map(asResource),
  readOne: async ({ api }, { name }) => {
    const dashboard = await readDashboard(api, name)
    return dashboard && asResource(dashboard)
  },
  write: ({ api }, { name: { name }, content, isNew }) =>
    isNew ? createDashboard(api, textOf(content)) : updateDashboard(api, name, textOf(content)),
  remove: ({ api }, { name }) => deleteDashboard(api, name),
  validate: async ({ api }, dashboards) => {
    const sources = dashboards.map(({ file, document }) => ({ file, source: document.source }))
    return opinionOf(dashboards, await validateDashboards(api, sources))
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
