import { isWrite } from '../support/gateway.ts'
import { actOnServer } from './act-on-server.ts'
import { NAMESPACES } from './arbitrary-history.ts'
import { checkExpectation } from './check-expectation.ts'
import { checkReport, lines, outcomeOf } from './check-report.ts'
import { type Commit, hidingOf, isOlderThan, lineage, proofOf } from './commits.ts'
import { type Disturbed, disturb } from './disturb.ts'
import { type Expectation, expectationOf, type Situation } from './expectation.ts'
import type { Snapshot } from './model-server.ts'
import { homeOf, type Name } from './name.ts'
import { noteRun } from './note-run.ts'
import type { RunPolicy } from './policy.ts'
import { type Ran, startRun } from './start-run.ts'
import type { Deploy, ServerEdit } from './step.ts'
import { demand, type World } from './world.ts'

/** One deploy, disturbed or not, and all that must hold after it. Returns what an undisturbed run told. */
export const playDeploy = async (world: World, deploy: Deploy): Promise<Ran | undefined> => {
  const { head } = world
  if (head === undefined) return undefined
  const commit =
    lineage(head)
      .slice(0, deploy.back + 1)
      .at(-1) ?? head
  const base = deploy.knowsBase ? commit.before : undefined
  const before = await world.server.look()
  const expectation = expectationOf(situationOf(world, { commit, base, before, policy: deploy.policy }))
  const disputed = new Set<Name>()
  const disturbed = disturb(deploy.disturbance, async (act) => {
    for (const name of await actMeanwhile(world, act, deploy)) disputed.add(name)
  })
  const { decide, signal } = disturbed
  const ran = await startRun(world, { commit, base, policy: deploy.policy, decide, signal })
  const after = await world.server.look()
  check({ world, ran, before, after, commit, expectation, disputed, disturbed, policy: deploy.policy })
  return disturbed.hasHappened() ? undefined : ran
}

interface Played {
  readonly world: World
  readonly ran: Ran
  readonly before: Snapshot
  readonly after: Snapshot
  readonly commit: Commit
  readonly expectation: Expectation
  readonly disputed: ReadonlySet<Name>
  readonly disturbed: Disturbed
  readonly policy: RunPolicy
}

const check = (played: Played): void => {
  const { world, ran, before, after, commit, expectation, disputed, disturbed, policy } = played
  const { desired } = commit.wanted
  const reported = { ...ran, before, after, desired, disputed }
  if (!disturbed.isKilled()) checkReport(reported)
  if (!disturbed.hasHappened()) {
    if (commit.wanted.isNothing || commit.wanted.isInvalid) checkNothingDone(played)
    else checkExpectation(expectation, reported)
  }
  checkHarm(played)
  noteRun(world, {
    commit,
    log: ran.log,
    before,
    after,
    keepsRecord: policy.record,
    hasEnded: !disturbed.isKilled(),
    hasBegun: outcomeOf(ran.report) !== undefined || ran.log.some((passed) => isWrite(passed)),
    isUnconfirmed: outcomeOf(ran.report)?.resources.some(({ outcome }) => outcome === 'unconfirmed') ?? false,
    disputed,
  })
}

const checkNothingDone = ({ ran: { report, log }, commit }: Played): void => {
  const expected = commit.wanted.isInvalid ? 'invalid' : 'failed'
  demand(report.result === expected, () => `${report.result} (${report.message}), expected ${expected}`)
  const writes = log.filter((passed) => isWrite(passed))
  demand(writes.length === 0, () => `${report.result}, yet it wrote ${lines(writes)}`)
}

/** Whatever happened to the run, and whatever it told: nothing is harmed that no verdict lets it touch. */
const checkHarm = ({ before, after, commit, expectation, disputed }: Played): void => {
  for (const [name, was] of before.texts) {
    const is = after.texts.get(name)
    if (is === was || disputed.has(name)) continue
    const effects = (expectation.verdicts.get(name) ?? []).map(({ effect }) => effect)
    const mayBe = is === undefined ? effects.includes('absent') : effects.includes('desired')
    demand(mayBe, () => `${name}: ${JSON.stringify(was)} became ${JSON.stringify(is)}, which nothing allows`)
    demand(is === commit.wanted.desired.get(name), () => `${name} holds what Git never said: ${JSON.stringify(is)}`)
  }
}

interface Planned {
  readonly commit: Commit
  readonly base: Commit | undefined
  readonly before: Snapshot
  readonly policy: RunPolicy
}

const situationOf = (world: World, { commit, base, before, policy }: Planned): Situation => {
  const all = world.commits
  const inGit = [...commit.wanted.desired.keys(), ...(base?.wanted.desired.keys() ?? [])]
  const namesOfRecords = new Set([...inGit.map(homeOf), ...commit.wanted.namespaces])
  return {
    policy,
    wanted: commit.wanted,
    live: before.texts,
    memory: world.memory,
    namesOfRecords,
    proves: (name: Name, live: string) => proofOf({ head: commit, base, all }, name, live),
    hides: (name: Name) => hidingOf(commit, name),
    isOlder: policy.record ? olderThanRecord(world, commit, namesOfRecords) : 'no',
  }
}

const olderThanRecord = (
  { recordCommits }: World,
  commit: Commit,
  surelyRead: ReadonlySet<string>,
): Situation['isOlder'] => {
  const newer = [...recordCommits].filter(([, commits]) => commits.some((other) => isOlderThan(commit, other)))
  if (newer.length === 0) return 'no'
  const isSure = newer.some(
    ([of, commits]) => surelyRead.has(of) && commits.every((other) => isOlderThan(commit, other)),
  )
  return isSure ? 'certainly' : 'perhaps'
}

/** What others do while a run waits: the names of what they may have touched. */
const actMeanwhile = async (
  world: World,
  act: ServerEdit | 'deploy-head' | 'deploy-older',
  deploy: Deploy,
): Promise<readonly Name[]> => {
  const { head } = world
  if (typeof act !== 'string') {
    const name = await actOnServer(world.server, act)
    return name === undefined ? [] : [name]
  }
  if (head === undefined) return []
  const commit = act === 'deploy-head' ? head : (head.parent ?? head)
  // The other run may delete what no commit ever held: what was there before it counts as well.
  const { texts } = await world.server.look()
  const { log } = await startRun(world, { commit, base: undefined, policy: deploy.policy, decide: () => 'passed' })
  const commits = world.commits
  world.recordCommits = new Map([...NAMESPACES, 'system'].map((of) => [of, commits]))
  const names = commits.flatMap(({ wanted }) => [...wanted.desired.keys()])
  return log.some((passed) => isWrite(passed)) ? [...names, ...texts.keys()] : []
}
