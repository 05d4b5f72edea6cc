import { displayName, KINDS } from '../kinds/kinds.ts'
import type { PlannedResource } from '../plan/plan.ts'
import type { ResourceName } from '../resource/resource.ts'
import { md } from './markdown.ts'

/** Base addresses for links. Text is shown without a link where its address is absent. */
export interface Links {
  /** Permalink of a repository file at the commit; `undefined` for a path that a repository cannot hold. */
  readonly blob?: (file: string, line?: number) => string | undefined
  /** The Kestra UI of the tenant, without a slash at its end. */
  readonly ui?: string | undefined
  /** The page of the workflow run, with the job summary and `plan.json`. */
  readonly run?: string
}

/** Address of the Kestra UI of a tenant; `undefined` without a server. */
export const uiOf = ({ server, tenant }: { readonly server: string | undefined; readonly tenant: string }) =>
  server === undefined ? undefined : `${server}/ui/${encodeURIComponent(tenant)}`

/**
 * The resource's name as code. It links to the file in Git, or to the Kestra UI where Git does not have the resource.
 */
export const resourceLink = (resource: PlannedResource, links: Links): string => {
  const { file, desired } = resource
  const url = file !== undefined && desired !== undefined ? links.blob?.(file) : uiUrl(resource, links)
  return md.link(md.code(displayName(resource)), url)
}

/** Address of the resource in the Kestra UI; `undefined` where it has no page. */
export const uiUrl = ({ kind, ...name }: ResourceName, { ui }: Links): string | undefined => {
  const isWritable = name.namespace.isWellFormed() && name.name.isWellFormed()
  const path = isWritable ? KINDS[kind].uiPath(name) : undefined
  return ui === undefined || path === undefined || !path.split('/').every(isStep) ? undefined : `${ui}/${path}`
}

/**
 * The path of a file, encoded for the end of an address. `undefined` for an absolute path or one with `..`: a browser
 * would leave the repository.
 */
export const fileSteps = (file: string): string | undefined =>
  isRepositoryPath(file) ? file.split('/').map(encodeURIComponent).join('/') : undefined

/** True for a path that a Git tree can hold, relative to its root. */
export const isRepositoryPath = (file: string): boolean => file.isWellFormed() && file.split('/').every(isStep)

const isStep = (step: string): boolean => step !== '' && step !== '.' && step !== '..'
