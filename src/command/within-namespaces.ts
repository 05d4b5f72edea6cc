import type { TreeReading } from '../kinds/read-tree.ts'
import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import type { DesiredResource } from '../resource/desired.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'

/**
 * The part of a tree that a job limited to `namespaces` may touch; what lies outside is an error where it stands, and nothing else
 * of the run sees it. No namespaces = no limit.
 */
export const withinNamespaces = (reading: TreeReading, namespaces: readonly string[]): TreeReading => {
  if (namespaces.length === 0) return reading
  const { desired, flows, problems } = reading
  const isWithin = ({ namespace }: { readonly namespace: string }) => isAllowedNamespace(namespace, namespaces)
  return {
    ...reading,
    flows: flows.filter(isWithin),
    desired: {
      ...desired,
      resources: desired.resources.filter(isWithin),
      namespaces: new Set([...desired.namespaces].filter((namespace) => isWithin({ namespace }))),
    },
    problems: [...problems, ...problemsOutside(reading, { isWithin, namespaces })],
  }
}

const problemsOutside = (
  { desired, flows }: TreeReading,
  {
    isWithin,
    namespaces,
  }: { readonly isWithin: (of: DesiredResource) => boolean; readonly namespaces: readonly string[] },
): readonly Problem[] => {
  const documents = new Map(flows.map(({ file, document }) => [file, document]))
  const outside = desired.resources.filter((resource) => !isWithin(resource))
  const limit = namespaces.map((name) => `\`${name}\``).join(', ')
  return outside.map(({ namespace, file }) =>
    makeProblem('namespace-not-allowed', {
      message: `The namespace \`${namespace}\` is outside of what this job may touch: ${limit} with dot-children.`,
      file,
      position: documents.get(file)?.positionOf(['namespace']) ?? { line: 1, column: 1 },
    }),
  )
}
