import { fileInputs } from '../flow/declarations.ts'
import type { DesiredFlow } from '../flow/desired-flow.ts'
import { namespacePath } from '../flow/external-references.ts'
import { isAtLeast } from '../flow/kestra-version.ts'
import type { PreviewParts } from '../flow/preview-sites.ts'
import type { CaseResult } from '../flow-tests/case-result.ts'
import { flowForCase } from '../flow-tests/fixtures/flow-for-case.ts'
import type { OutputOrder } from '../flow-tests/fixtures/stand-in.ts'
import { flowReach, touchedSuites } from '../flow-tests/flow-reach.ts'
import { newMarker, prefixOfCase } from '../flow-tests/run/marker.ts'
import { caseToRun, unknownResult } from '../flow-tests/run/run-case.ts'
import { runCases, type StagedCase, type TestRunner } from '../flow-tests/run/run-cases.ts'
import type { StagedResource } from '../flow-tests/run/stage.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { TestsReport } from '../report/report.ts'
import { isWithinNamespace } from '../resource/namespace.ts'
import { bytesOf, type Content, type ResourceKey, resourceKey } from '../resource/resource.ts'
import { type CaseNeeds, needsOf, placeCase } from '../state/git/case-stage.ts'
import { withContents } from '../state/git/read-base.ts'
import { type GitState, readGit } from '../state/git/read-git.ts'
import { partsOf } from '../state/git/sent-tree.ts'
import { requireServer } from '../state/read-states.ts'
import type { Run } from '../state/run-options.ts'
import type { Suite, SuiteCase } from '../suites/suite.ts'
import { counted } from '../text/lists.ts'
import { findHeardCases } from './heard-cases.ts'
import { headOf } from './make-report.ts'
import { brokenCases, isOfRun, problemsOfSuites, type SuiteProblems, switchedOffSuites } from './suite-problems.ts'

/** Limit for all cases together: a job that hangs costs money. */
const ALL_LIMIT_MS = 20 * 60_000

/**
 * Runs the flow tests that a change affects, or all of them, on a server. Each case has namespaces of its own, which are deleted at
 * the end. The tree is neither planned nor deployed.
 */
export const test = async (run: Run): Promise<TestsReport> => {
  const git = await readGit(run)
  const client = await requireServer(run)
  const own = testSuitesIn(git).filter((suite) => isOfRun(suite, run))
  const chosen = chooseSuites(own, git, run)
  const problems = problemsOfSuites(own, git, client.info)
  // See docs/internals/facts/kestra.md, "Stand-ins for fixtures".
  const outputOrder = isAtLeast(client.info, 2, 0) ? 'written' : 'hashed'
  const marker = newMarker()
  const prepared = await prepare(chosen.suites, git, { outputOrder, problems, marker })
  const staged = prepared.flatMap((of) => ('staged' in of ? [of.staged] : []))
  const heard = await findHeardCases(staged, client, run.settings)
  for (const notice of heard.notices) run.log.info(notice)
  const ran = await runCases(heard.cases, runnerOf(run, { git, client, marker, total: heard.cases.length }))
  const results = new Map([...heard.skipped, ...heard.cases.map((of, index) => [of, ran.results[index]] as const)])
  const tests = prepared.flatMap((of) => ('staged' in of ? (results.get(of.staged) ?? []) : of.result))
  const isBroken = ran.failure !== undefined || tests.some(({ verdict }) => verdict === 'failed' || verdict === 'error')
  const head = headOf(
    run,
    { git, live: { notRead: [] }, client },
    {
      result: isBroken ? 'failed' : 'in-sync',
      problems: switchedOffSuites(git, run),
      notices: [
        ...git.notices,
        ...beyondLimit(git, heard.cases, run),
        ...chosen.notices,
        ...heard.notices,
        ...ran.notices,
      ],
      why: ran.failure ?? (isBroken ? BROKEN : undefined),
    },
  )
  return { ...head, kind: 'tests', command: 'test', tests }
}

const runnerOf = (
  { settings, runtime, log }: Run,
  {
    git,
    client,
    marker,
    total,
  }: { readonly git: GitState; readonly total: number } & Pick<TestRunner, 'client' | 'marker'>,
): TestRunner => {
  const ofTree = new Set(git.desired.resources.map(({ namespace }) => namespace))
  const { protectedNamespaces } = settings.policy
  return {
    client,
    marker,
    isKept: (namespace) =>
      ofTree.has(namespace) || protectedNamespaces.some((parent) => isWithinNamespace(namespace, parent)),
    now: runtime.now,
    signal: runtime.signal,
    limitMs: ALL_LIMIT_MS,
    onWait: log.info,
    onResult: ({ suite, case: name, verdict }, done) => log.progress(`${done}/${total} ${verdict} ${suite} ${name}`),
  }
}

const BROKEN = { reason: 'tests-failed', message: 'A flow test failed, or could not be judged.' }

interface ChosenSuites {
  readonly suites: readonly Suite[]
  readonly notices: readonly string[]
}

const testSuitesIn = ({ suites }: GitState): readonly Suite[] => suites.filter(({ use }) => use === 'test')

/** Notices of a run limited to namespaces: suites of other namespaces, and namespaces written beyond the limit. */
const beyondLimit = (git: GitState, staged: readonly StagedCase[], run: Run): readonly string[] => {
  if (run.settings.namespaces.length === 0) return []
  const others = testSuitesIn(git).filter((suite) => !isOfRun(suite, run))
  return [
    ...(others.length === 0 ? [] : [`${counted(others.length, 'suite')} outside of \`namespaces\`: not run.`]),
    ...(staged.length === 0 ? [] : [WRITES_BEYOND]),
  ]
}

const WRITES_BEYOND =
  'Tests write into their own namespaces `kestra-gitops-test-…`, which are outside of `namespaces`, and remove them at the end.'

/** Selects suites that a change affects, if the change is known, and suites that cannot be read, because their flows are not known. */
const chooseSuites = (suites: readonly Suite[], git: GitState, { settings }: Run): ChosenSuites => {
  if (settings.testsAll || suites.length === 0) return { suites, notices: [] }
  if (git.baseResources === undefined)
    return {
      suites,
      notices: [
        'It is not known what this change touches, so every flow test was run. Nor is it known which tests the change removes.',
      ],
    }
  const { changedFiles, desired, flows, baseResources } = git
  // A flow that is only known at run time, or a file, may be one that this change deletes.
  const resources = [...desired.resources, ...[...baseResources.values()].map(({ name }) => name)]
  const reached = touchedSuites(suites, flowReach({ flows, resources }), {
    isChanged: (file) => changedFiles?.has(file) !== false,
    resources: changedKeys(git),
  })
  const touched = new Set(reached)
  const chosen = suites.filter((suite) => touched.has(suite) || !suite.document.isReadable)
  const left = suites.length - chosen.length
  return {
    suites: chosen,
    notices: left === 0 ? [] : [`${counted(left, 'suite')} not touched by this change: not run.`],
  }
}

const changedKeys = ({ desiredResources, baseResources = new Map() }: GitState): ReadonlySet<ResourceKey> =>
  new Set(
    [...desiredResources.keys(), ...baseResources.keys()].filter(
      (key) => desiredResources.get(key)?.fingerprint !== baseResources.get(key)?.fingerprint,
    ),
  )

/** A case that can be run, or its result without a run. */
type PreparedCase = { readonly staged: StagedCase } | { readonly result: CaseResult }

const prepare = async (
  suites: readonly Suite[],
  git: GitState,
  {
    outputOrder,
    problems,
    marker,
  }: { readonly outputOrder: OutputOrder; readonly problems: SuiteProblems; readonly marker: string },
): Promise<readonly PreparedCase[]> => {
  const parts = partsOf(git, '')
  const planned = suites.map((suite) => {
    const flow = git.flows.find(({ namespace, id }) => namespace === suite.namespace && id === suite.flowId)
    return { suite, flow, needs: flow && needsOf(git, flow, parts) }
  })
  const needed = new Set(planned.flatMap(({ needs }) => (needs?.resources ?? []).map(resourceKey)))
  const resourceStates = await withContents(git.desiredResources, git.tree, (key) => needed.has(key))
  const contentOf = (key: ResourceKey) => resourceStates.get(key)?.content
  let index = 0
  return planned.flatMap(({ suite, flow, needs }): readonly PreparedCase[] => {
    const found = problems.get(suite)
    if (found !== undefined) return brokenCases(suite, found).map((result) => ({ result }))
    return suite.cases.map((of) => {
      const own = { ...parts, prefix: prefixOfCase(marker, index) }
      index += 1
      return prepareCase(suite, of, { flow, needs, own, outputOrder, contentOf })
    })
  })
}

interface CaseContext {
  readonly flow: DesiredFlow | undefined
  readonly needs: CaseNeeds | undefined
  /** Flows, files and pairs in the namespaces of the case. */
  readonly own: PreviewParts
  readonly outputOrder: OutputOrder
  readonly contentOf: (key: ResourceKey) => Content | undefined
}

const NONE: ReadonlySet<string> = new Set()

const prepareCase = (
  suite: Suite,
  of: SuiteCase,
  { flow, needs, own, outputOrder, contentOf }: CaseContext,
): PreparedCase => {
  const namespace = `${own.prefix}.${suite.namespace}`
  const place = { namespace, revision: undefined, fileInputs: fileInputs(flow?.document.value), givenTasks: NONE }
  const reported = unknownResult(suite, of)
  const skipped = (message: string): PreparedCase => ({ result: { ...reported, verdict: 'skipped', message } })
  if (suite.isDisabled || of.isDisabled) return skipped('It is disabled.')
  if (flow === undefined || needs === undefined)
    return { result: { ...reported, message: `The tree has no flow \`${suite.namespace}.${suite.flowId}\`.` } }
  const textsOf = textsAlong(suite.namespace, needs, contentOf)
  const fileText = (of: string, path: string) => textsAlong(of, needs, contentOf)(path)[0]
  const sent = flowForCase({ suite, case: of, flow, outputOrder, parts: { ...own, fileText }, textsOf })
  if ('skipped' in sent) return skipped(`${sent.skipped} (line ${sent.position.line})`)
  const resources = placeCase(needs, { parts: own, tested: { flow, source: sent.flow.source }, contentOf })
  if ('skipped' in resources) return skipped(resources.skipped)
  const files = sent.files.map(
    ({ path, content }): StagedResource => ({ kind: 'file', namespace, name: `/${path}`, content }),
  )
  const ran = caseToRun(sent.suite, sent.case, { ...place, givenTasks: sent.givenTasks })
  return { staged: { ran, resources: [...resources, ...files] } }
}

/** Returns a text of the case by its path in the namespace: of a sent file or pair, or of one file. `undefined` if it is not sent. */
const textsAlong =
  (namespace: string, { resources }: CaseNeeds, contentOf: CaseContext['contentOf']) =>
  (file: string | undefined): readonly string[] => {
    const path = file === undefined ? undefined : namespacePath(file)
    return resources
      .filter(({ kind }) => !KINDS[kind].isExecuted)
      .filter((of) => path === undefined || (of.namespace === namespace && of.name === path))
      .flatMap((of) => {
        const content = contentOf(resourceKey(of))
        return content === undefined ? [] : [Buffer.from(bytesOf(content)).toString('utf8')]
      })
  }
