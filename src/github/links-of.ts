import type { Links } from '../render/render-options.ts'
import type { Settings } from '../settings/settings.ts'
import type { EventContext } from './event-decision.ts'

/** Permalinks into the repository, the run, and the flow in the Kestra UI (`/ui/{tenant}/flows/edit/{ns}/{id}`). */
export const linksOf = (
  { server, tenant }: Settings,
  { repository, shownSha, run }: EventContext,
  serverUrl: string,
): Links => {
  const blob = (file: string, line?: number): string => {
    const path = file.split('/').map(encodeURIComponent).join('/')
    const anchor = line === undefined ? '' : `#L${line}`
    return `${serverUrl}/${repository.owner}/${repository.repo}/blob/${shownSha}/${path}${anchor}`
  }
  const flowUi = (namespace: string, id: string): string =>
    `${server}/ui/${encodeURIComponent(tenant)}/flows/edit/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`
  return { blob, run: run.url, ...(server !== undefined && { flowUi }) }
}
