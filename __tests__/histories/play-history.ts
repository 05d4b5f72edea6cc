import { type Gateway, isWrite } from '../support/gateway.ts'
import { createLooseRepository } from '../support/loose-repository.ts'
import type { ServerTarget } from '../support/server-hands.ts'
import { actOnServer } from './act-on-server.ts'
import { KEYS, NAMESPACES } from './arbitrary-history.ts'
import { lines, reported } from './check-report.ts'
import { commitEdits, lineage } from './commits.ts'
import { modelServer } from './model-server.ts'
import { flowName, type Name, pairName } from './name.ts'
import { playDeploy } from './play-deploy.ts'
import type { RunPolicy } from './policy.ts'
import type { Deploy, History, Step } from './step.ts'
import { textOf } from './text-of.ts'
import { demand, type World } from './world.ts'

/** On every server: whoever deletes it by its address deletes every flow of the tenant. No run may touch it. */
const NAMED_LIKE_A_ROUTE = flowName('delete', 'by-query')
const ROUTE_FLOW = textOf(NAMED_LIKE_A_ROUTE, 'mine')

/** Plays a history on a tenant that holds nothing but the flow that nobody may touch, to the end or to the first `Violation`. */
export const playHistory = async (
  { steps, lastPolicy }: History,
  { tenant, gateway }: { readonly tenant: ServerTarget; readonly gateway: Gateway },
): Promise<void> => {
  await using repository = await createLooseRepository()
  const world: World = {
    repository,
    gateway,
    tenant,
    server: modelServer(tenant, { fileNamespaces: fileNamespaces(steps), pairs: pairsOf(steps) }),
    commits: [],
    head: undefined,
    memory: new Map(),
    recordCommits: new Map(),
    runs: 0,
  }
  await world.server.put(NAMED_LIKE_A_ROUTE, ROUTE_FLOW)
  for (const [index, step] of steps.entries()) await named(`step ${index + 1}`, () => playStep(world, step))
  await named('the last runs', () => playEnd(world, lastPolicy))
  const { routes } = await world.server.look()
  demand(routes.get(NAMED_LIKE_A_ROUTE) === ROUTE_FLOW.trimEnd(), () => `${NAMED_LIKE_A_ROUTE} was touched`)
}

const fileNamespaces = (steps: readonly Step[]): string[] => {
  const text = JSON.stringify(steps)
  return NAMESPACES.filter((of) => text.includes(`"file ${of} `) || text.includes(`"to":"${of}"`))
}

const pairsOf = (steps: readonly Step[]): Name[] => {
  const text = JSON.stringify(steps)
  const keys = KEYS.filter((key) => NAMESPACES.some((of) => text.includes(`"key-value ${of} ${key}"`)))
  const namespaces = NAMESPACES.filter((of) => text.includes(`"key-value ${of} `) || text.includes(`"to":"${of}"`))
  return namespaces.flatMap((of) => keys.map((key) => pairName(of, key)))
}

const named = async (name: string, play: () => Promise<void>): Promise<void> => {
  try {
    await play()
  } catch (error) {
    if (error instanceof Error) error.message = `${name}: ${error.message}`
    throw error
  }
}

const playStep = async (world: World, step: Step): Promise<void> => {
  const { head, commits } = world
  switch (step.step) {
    case 'commit': {
      const options = { parent: head, before: head, index: commits.length }
      world.head = await commitEdits(world.repository, step.edits, options)
      commits.push(world.head)
      return
    }
    case 'reset': {
      const target = head && lineage(head)[step.back]
      // The base of a forced push is the commit that it took away.
      if (target !== undefined) world.head = { ...target, before: head }
      return
    }
    case 'server':
      await actOnServer(world.server, step.act)
      return
    case 'deploy':
      await playDeploy(world, step)
  }
}

const UNDISTURBED = { step: 'deploy', back: 0, knowsBase: false, disturbance: { kind: 'none' } } as const

/** Whatever came before: a run, then one that has nothing to do, then one by hand in which Git wins. */
const playEnd = async (world: World, policy: RunPolicy): Promise<void> => {
  await playDeploy(world, { ...UNDISTURBED, policy })
  await playAgain(world, { ...UNDISTURBED, policy })
  const gitWins: RunPolicy = { ...policy, onDrift: 'overwrite', byHand: true, refresh: true, maxDeletes: 100 }
  await playDeploy(world, { ...UNDISTURBED, policy: gitWins })
  const wanted = world.head?.wanted
  if (wanted === undefined || wanted.isInvalid || wanted.isNothing) return
  const { texts } = await world.server.look()
  for (const [name, desired] of wanted.desired)
    demand(texts.get(name) === desired, () => `${name} is ${reported(texts.get(name))}, Git says ${reported(desired)}`)
  await playAgain(world, { ...UNDISTURBED, policy: gitWins })
}

const playAgain = async (world: World, deploy: Deploy): Promise<void> => {
  const ran = await playDeploy(world, deploy)
  const writes = ran?.log.filter((passed) => isWrite(passed)) ?? []
  demand(writes.length === 0, () => `a second run wrote ${lines(writes)}`)
  demand(
    ran?.report.result !== 'deployed' && ran?.report.result !== 'changes',
    () => `a second run ${ran?.report.result}`,
  )
}
