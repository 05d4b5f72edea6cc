import { KINDS } from '../../kinds/kinds.ts'
import type { TreeContents } from '../../kinds/read-tree.ts'
import { HOME_OF_TENANT, recordHome } from '../../plan/deployment-record.ts'
import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import { isAllowedNamespace } from '../../resource/namespace.ts'
import type { ResourceName } from '../../resource/resource.ts'

/**
 * The part of a tree that a job limited to `namespaces` may touch; what lies outside is an error where it stands, and nothing else
 * of the run sees it. No namespaces = no limit. What lives in the tenant counts as of the namespace that its record lies in.
 */
export const withinNamespaces = (reading: TreeContents, namespaces: readonly string[]): TreeContents => {
  if (namespaces.length === 0) return reading
  const { desired, flows, problems } = reading
  const isNamed = (namespace: string) => isAllowedNamespace(namespace, namespaces)
  const isWithin = (name: ResourceName) => isNamed(recordHome(name))
  return {
    ...reading,
    flows: flows.filter(({ namespace }) => isNamed(namespace)),
    desired: {
      ...desired,
      resources: desired.resources.filter(isWithin),
      namespaces: new Set([...desired.namespaces].filter(isNamed)),
    },
    problems: [...problems, ...problemsOutside(reading, { isWithin, namespaces })],
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
