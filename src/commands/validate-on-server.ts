import type { Problem } from '../finding/problem.ts'
import { isUserError, orUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { ServerOpinion } from '../kestra/verdict/map-verdict.ts'
import type { ResourceToValidate, TreeToBe } from '../kinds/kind-on-server.ts'
import { kindsOnServer, mayBeUnsupported } from '../kinds/on-server.ts'
import { mayServerOverrule } from '../lint/finalize-findings.ts'
import { type CallingFlow, reachesItself } from '../plan/known-flows.ts'
import { resourceKey } from '../resource/resource.ts'

/** Context to read the server's verdicts with. */
export interface TreeAround {
  readonly resources: readonly ResourceToValidate[]
  /** The calls between flows after the deploy. */
  readonly knownFlows: readonly CallingFlow[]
}

/**
 * Validates `resources` on the server, and also every other resource that only this program finds wrong: the server may have accepted
 * it long ago. Empty without a client. `ownProblems` and `tree` are called while the server works.
 */
export const validateOnServer = async (
  client: KestraClient | undefined,
  resources: readonly ResourceToValidate[],
  {
    ownProblems,
    tree,
  }: { readonly ownProblems: () => Promise<readonly Problem[]>; readonly tree: () => Promise<TreeAround> },
): Promise<ServerOpinion> => {
  if (client === undefined) return NONE
  const treeToBe = async () => treeToBeOf(await tree())
  const [first, own] = await Promise.all([validate(client, resources, treeToBe), ownProblems()])
  const asked = new Set(resources.map(({ file }) => file))
  const accused = new Set(own.filter(mayServerOverrule).map(({ file }) => file))
  const others = (await tree()).resources.filter(({ file }) => accused.has(file) && !asked.has(file))
  return together([first, await validate(client, others, treeToBe)])
}

const NONE: ServerOpinion = { problems: [], accepted: new Set() }

const treeToBeOf = ({ resources, knownFlows }: TreeAround): TreeToBe => {
  const keys = new Set(resources.map(resourceKey))
  return {
    has: (name) => keys.has(resourceKey(name)),
    startsItself: ({ namespace, name }) => reachesItself(`${namespace}/${name}`, knownFlows),
  }
}

const validate = async (
  client: KestraClient,
  resources: readonly ResourceToValidate[],
  tree: () => Promise<TreeToBe>,
): Promise<ServerOpinion> =>
  together(
    await Promise.all(
      kindsOnServer().map(async ([kind, { validate }]) => {
        const ofKind = resources.filter((resource) => resource.kind === kind)
        if (validate === undefined || ofKind.length === 0) return NONE
        const opinion = await orUserError(validate(client, ofKind, tree))
        if (!isUserError(opinion)) return opinion
        // The writes show whether the server offers the kind.
        if (opinion.reason === 'unsupported' && mayBeUnsupported(kind)) return NONE
        throw opinion
      }),
    ),
  )

const together = (opinions: readonly ServerOpinion[]): ServerOpinion => ({
  problems: opinions.flatMap(({ problems }) => problems),
  accepted: new Set(opinions.flatMap(({ accepted }) => [...accepted])),
})
