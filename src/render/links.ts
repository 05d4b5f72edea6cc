import { displayName, KINDS } from '../kinds/kinds.ts'
import type { PlannedResource } from '../plan/plan.ts'
import type { ResourceName } from '../resource/resource.ts'
import { md } from './markdown.ts'

/** Where things are on the web. What is absent is shown without a link. */
export interface Links {
  /** Permalink of a file of the repository at the commit; none for a path that no repository holds. */
  readonly blob?: (file: string, line?: number) => string | undefined
  /** The Kestra UI of the tenant, without a slash at its end. */
  readonly ui?: string | undefined
  /** The workflow run, which has the job summary and `plan.json`. */
  readonly run?: string
}

/** The Kestra UI of a tenant; `undefined` without a server. */
export const uiOf = ({ server, tenant }: { readonly server: string | undefined; readonly tenant: string }) =>
  server === undefined ? undefined : `${server}/ui/${encodeURIComponent(tenant)}`

/** The resource's name as code, linked to its file in Git, or for one that Git does not hold to the Kestra UI. */
export const resourceLink = (resource: PlannedResource, links: Links): string => {
  const { file, desired } = resource
  const url = file !== undefined && desired !== undefined ? links.blob?.(file) : uiUrl(resource, links)
  return md.link(md.code(displayName(resource)), url)
}

/** Its page in the Kestra UI, where it has one. */
export const uiUrl = ({ kind, ...name }: ResourceName, { ui }: Links): string | undefined => {
  const isWritable = name.namespace.isWellFormed() && name.name.isWellFormed()
  const path = isWritable ? KINDS[kind].uiPath(name) : undefined
  return ui === undefined || path === undefined || !path.split('/').every(isStep) ? undefined : `${ui}/${path}`
}

/**
 * The path of a file as the end of an address, `undefined` for what no Git holds: an absolute one, or one that leads up (a reader's browser
 * would take it out of the repository).
 */
export const fileSteps = (file: string): string | undefined =>
  isRepositoryPath(file) ? file.split('/').map(encodeURIComponent).join('/') : undefined

/** True for a path that a tree of Git can hold, relative to its top. */
export const isRepositoryPath = (file: string): boolean => file.isWellFormed() && file.split('/').every(isStep)

const isStep = (step: string): boolean => step !== '' && step !== '.' && step !== '..'
