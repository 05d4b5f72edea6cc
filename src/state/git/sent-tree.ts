import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { DesiredFlow } from '../../flow/desired-flow.ts'
import { previewFlow } from '../../flow/preview-flow.ts'
import type { PreviewParts } from '../../flow/preview-sites.ts'
import type { ReachingPlace } from '../../flow/task-reach.ts'
import { indexDesired, KINDS, kindEntries } from '../../kinds/kinds.ts'
import type { TreeContents } from '../../kinds/read-tree.ts'
import { HOME_OF_TENANT, recordHome } from '../../record/deployment-record.ts'
import type { Desired, DesiredResource } from '../../resource/desired.ts'
import { isAllowedNamespace, withParents } from '../../resource/namespace.ts'
import {
  type ResourceKey,
  type ResourceName,
  type ResourcePlace,
  resourceKey,
  resourceName,
} from '../../resource/resource.ts'
import type { ParseYaml, YamlDocument } from '../../yaml/yaml-document.ts'

/**
 * The part of a tree that a job limited to `namespaces` may deploy. Resources outside of it are reported at their locations and hidden
 * from the rest of the run. No namespaces: no limit. Tenant-wide resources count as in the namespace of their record.
 */
export const withinNamespaces = (contents: TreeContents, namespaces: readonly string[]): TreeContents => {
  if (namespaces.length === 0) return contents
  const { desired, desiredResources, flows, problems } = contents
  const isNamed = (namespace: string) => isAllowedNamespace(namespace, namespaces)
  const isWithin = (name: ResourceName) => isNamed(recordHome(name))
  return {
    ...contents,
    flows: flows.filter(({ namespace }) => isNamed(namespace)),
    desired: {
      ...desired,
      resources: desired.resources.filter(isWithin),
      namespaces: new Set([...desired.namespaces].filter(isNamed)),
    },
    desiredResources: new Map([...desiredResources].filter(([, { name }]) => isWithin(name))),
    problems: [...problems, ...problemsOutside(contents, { isWithin, namespaces })],
  }
}

const problemsOutside = (
  { desired, documents: read }: TreeContents,
  {
    isWithin,
    namespaces,
  }: { readonly isWithin: (of: DesiredResource) => boolean; readonly namespaces: readonly string[] },
): readonly Problem[] => {
  const documents = new Map(read.map(({ file, document }) => [file, document]))
  const outside = desired.resources.filter((resource) => !isWithin(resource))
  const limit = namespaces.map((name) => `\`${name}\``).join(', ')
  return outside.map(({ kind, namespace, file }) =>
    makeProblem('namespace-not-allowed', {
      message:
        KINDS[kind].scope === 'namespace'
          ? `The namespace \`${namespace}\` is outside of what this job may touch: ${limit} with dot-children.`
          : `A ${KINDS[kind].noun} belongs to the whole tenant, and this job may touch only ${limit} with dot-children; \`${HOME_OF_TENANT}\` among them would allow it.`,
      file,
      position: documents.get(file)?.positionOf(['namespace']) ?? { line: 1, column: 1 },
    }),
  )
}

/**
 * The tree for the preview of a pull request: everything in namespaces with `prefix`, flows rewritten (`previewFlow`), no tenant-wide
 * resources. A flow that cannot be rewritten is an error at its file. References that still leave the preview are reported at their
 * lines.
 */
export const asPreview = (contents: TreeContents, prefix: string, parse?: ParseYaml | undefined): TreeContents => {
  const parts = partsOf(contents, prefix)
  const made = contents.flows.map((flow) => ({ flow, preview: previewFlow(flow.document, parts, parse) }))
  const documents = new Map(made.map(({ flow, preview }) => [flow.file, documentOf(preview)]))
  const { desired } = contents
  const resources = resourcesOf(desired, prefix, documents)
  return {
    ...contents,
    flows: made.flatMap(({ flow, preview }): DesiredFlow[] => {
      const document = documentOf(preview)
      return document === undefined ? [] : [{ ...flow, namespace: `${prefix}.${flow.namespace}`, document }]
    }),
    documents: contents.documents.map((read) => ({ ...read, document: documents.get(read.file) ?? read.document })),
    desired: { ...desired, ...placed(desired, prefix), resources },
    desiredResources: indexDesired(resources),
    problems: [
      ...contents.problems,
      ...made.flatMap(({ flow, preview }) =>
        typeof preview === 'string' ? [unwritable(flow, preview)] : preview.left.map((site) => reachesOut(flow, site)),
      ),
      ...tenantProblems(contents),
    ],
  }
}

const documentOf = (preview: ReturnType<typeof previewFlow>): YamlDocument | undefined =>
  typeof preview === 'string' ? undefined : preview.document

/** `documents`: flows by file. Flows that cannot be rewritten have none. */
const resourcesOf = (
  { resources }: Desired,
  prefix: string,
  documents: ReadonlyMap<string, YamlDocument | undefined>,
): readonly DesiredResource[] =>
  resources.filter(isOfNamespace).flatMap((resource) => {
    const document = documents.get(resource.file)
    if (document === undefined && documents.has(resource.file)) return []
    const placed = inPreview(resource, prefix)
    return [document === undefined ? placed : { ...placed, content: document.source }]
  })

const placed = (
  { ignored, hides, unreadable, namespaces }: Desired,
  prefix: string,
): Pick<Desired, 'ignored' | 'hides' | 'unreadable' | 'namespaces'> => ({
  ignored: new Set([...ignored].map((key) => resourceKey(inPreview(resourceName(key), prefix)))),
  hides: (name) => hides({ ...name, namespace: name.namespace.slice(prefix.length + 1) }),
  unreadable: unreadable.filter(isOfNamespace).map((place) => inPreview(place, prefix)),
  namespaces: new Set([...namespaces].map((namespace) => `${prefix}.${namespace}`)),
})

const inPreview = <T extends ResourcePlace>(of: T, prefix: string): T => ({
  ...of,
  namespace: `${prefix}.${of.namespace}`,
})

const isOfNamespace = ({ kind }: ResourcePlace): boolean => KINDS[kind].scope === 'namespace'

/** The parts of a tree that its flows behind `prefix` can use. */
export const partsOf = ({ flows, desired }: TreeContents, prefix: string): PreviewParts => {
  const keys = new Set<ResourceKey>(desired.resources.map(resourceKey))
  for (const key of flows.flatMap(({ document }) => keysWritten(document, desired.namespaces))) keys.add(key)
  const namespaces = new Set([...desired.namespaces].flatMap(withParents))
  const withFiles = new Set(
    desired.resources.flatMap(({ kind, namespace }) => (KINDS[kind].isNamedByPlace ? [namespace] : [])),
  )
  return {
    prefix,
    hasFlow: (namespace, id) => keys.has(resourceKey({ kind: 'flow', namespace, name: id })),
    hasKey: (namespace, key) => keys.has(resourceKey({ kind: 'key-value', namespace, name: key })),
    hasFiles: (namespace) => withFiles.has(namespace),
    hasNamespace: (namespace) => namespaces.has(namespace),
  }
}

/** Key-value pairs that a flow of the preview writes into namespaces of the preview. */
const keysWritten = (document: YamlDocument, namespaces: ReadonlySet<string>): readonly ResourceKey[] =>
  kindEntries().flatMap(([kind, { writtenBy }]) =>
    writtenBy(document).flatMap((name) => (namespaces.has(name.namespace) ? [resourceKey({ kind, ...name })] : [])),
  )

const WHY_NOT = {
  triggers: 'its triggers cannot be left out of the text',
  namespace: 'its namespace is not written out in it',
} as const

const unwritable = ({ file, document }: DesiredFlow, at: 'triggers' | 'namespace'): Problem =>
  makeProblem('preview-not-possible', {
    message: `The flow cannot be put into a preview: ${WHY_NOT[at]}.`,
    file,
    position: document.positionOf([at], 'key'),
  })

const reachesOut = ({ file, document }: DesiredFlow, { path, reaches }: ReachingPlace): Problem =>
  makeProblem('preview-reaches-out', {
    message: `In the preview this still reaches ${reaches}, outside of it.`,
    file,
    position: document.positionOf(path),
  })

const tenantProblems = ({ desired }: TreeContents): readonly Problem[] => {
  const [first, ...more] = desired.resources.filter((resource) => !isOfNamespace(resource))
  if (first === undefined) return []
  const message = `\`${first.file}\`${more.length === 0 ? '' : ` and ${more.length} more`} (${KINDS[first.kind].noun}s) belong to the whole tenant and are not part of a preview.`
  return [makeProblem('preview-leaves-out', { message, file: first.file })]
}
