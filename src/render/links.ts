import type { PlannedResource } from '../plan/plan.ts'
import { md } from './markdown.ts'
import type { Links } from './render-options.ts'
import { displayName } from './resource-words.ts'

/** The resource's name as code, linked to its file in Git, or for a flow that Git does not hold to the Kestra UI. */
export const resourceLink = (resource: PlannedResource, links: Links): string =>
  md.link(md.code(displayName(resource)), resourceUrl(resource, links))

const resourceUrl = ({ kind, namespace, name, file, desired }: PlannedResource, links: Links): string | undefined => {
  if (file !== undefined && desired !== undefined) return links.blob?.(file)
  return kind === 'flow' ? links.flowUi?.(namespace, name) : undefined
}
