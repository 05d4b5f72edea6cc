import { describe, expect, it } from 'vitest'
import { displayName } from '../../src/kinds/kinds.ts'
import { failsAtRunTime } from '../../src/lint/all-codes.ts'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { answerOf } from '../../src/render/answer.ts'
import { machineContract } from '../../src/render/machine-contract.ts'
import { type CommentOptions, renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { groupProblems } from '../../src/report/problem-groups.ts'
import { planOf, type Report } from '../../src/report/report.ts'
import { allProblems } from '../../src/report/report-text.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import type { TreeFiles } from '../support/git-objects.ts'
import { type Ending, playStory } from '../support/shop.ts'
import { expectGolden } from './expect-golden.ts'
import { commentOptions } from './factories.ts'
import { GOLDEN, goldenCases } from './golden-cases.ts'
import { FACTS, TEXTS } from './stories/facts.ts'
import type { GoldenCase } from './stories/golden-case.ts'
import { huge } from './stories/huge.ts'

const NARROW = 60
/** A line of a diff, the name of a resource or file alone, a word that no terminal can break. */
const CODE_OR_ADDRESS = /^ {6}[-+@ \\]|^ {2}[-+~! ]? ?(?:flow|file|dashboard|key-value pair) (?:\S+|\S+ \S+)$|^ *\S+$/

/** The links of a run on GitHub, to the commit that the report is about. */
const optionsFor = ({ options }: GoldenCase, { commit }: Report): CommentOptions => {
  const at = `https://github.com/acme/flows/blob/${commit?.slice(0, 7)}`
  const blob = (file: string, line?: number) => `${at}/${file}${line === undefined ? '' : `#L${line}`}`
  const { links, ...rest } = commentOptions()
  return { ...rest, links: { ...links, blob }, ...options }
}

const expectGoldens = ({ report }: Ending, golden: GoldenCase) => {
  const { name } = golden
  const all = optionsFor(golden, report)
  const comment = renderComment(report, all)
  expect(renderComment(structuredClone(report), all)).toBe(comment)
  expectWordsToHold({ report }, comment)
  const isGolden = GOLDEN.has(name)
  if (isGolden) expectGolden(name, 'rendered.md', `${comment}\n`)
  else expect(factsOf(report, all)).toEqual(FACTS[name])
  const { has, lacks } = TEXTS[name] ?? {}
  if (has !== undefined) expect(comment).toMatch(has)
  if (lacks !== undefined) expect(comment).not.toMatch(lacks)
  if (golden === huge) return
  const summary = renderSummary(report, all)
  const terminal = renderTerminal(report, { ...all, color: false, width: 100 })
  if (isGolden) expectGolden(name, 'summary.md', summary)
  if (isGolden) expectGolden(name, 'terminal.txt', terminal)
  const narrow = renderTerminal(report, { ...all, color: false, width: NARROW })
  expect(narrow.split('\n').filter((line) => line.length > NARROW && !CODE_OR_ADDRESS.test(line))).toEqual([])
  const json = renderJson(report, all)
  expect(machineContract.safeParse(JSON.parse(json)).error).toBeUndefined()
  if (isGolden) expectGolden(name, 'plan.json', json)
}

/** What a story that has no golden file shows: the answer, then each resource with its class, its action, its origin and why. */
const factsOf = (report: Report, { stage, pullRequest }: CommentOptions): readonly string[] => {
  const check = report.approvedPlans.find((approvedPlan) => approvedPlan.pullRequest === pullRequest)
  const ends = report.kind === 'outcome' ? report.outcome.resources : []
  // Two flows of the shop have this one in each story.
  const problems = allProblems(report).filter(({ code }) => code !== 'trigger-value-by-hand')
  const codes = problems.map(({ severity, code }) => `${severity} ${code}`)
  return [
    answerOf(report, stage, check).state,
    ...new Set(codes),
    ...(planOf(report)?.resources ?? []).map(({ change, action, origin, cause, renamedFrom, ...name }) =>
      [change, action, origin, displayName(name), cause, renamedFrom?.name].filter(Boolean).join(' '),
    ),
    ...ends.map(({ outcome, action, ...name }) => `${outcome}: ${action} ${displayName(name)}`),
  ]
}

/** What no comment may do, whatever its story: counts of other things, legends of what is not there, a merge where nothing merges. */
const expectWordsToHold = ({ report }: Pick<Ending, 'report'>, comment: string) => {
  const listed = (severity: string) => groupProblems(report).others.filter((problem) => problem.severity === severity)
  const heading = /^#### (?:⚠️ )?(\d+ (?:warning|remark).*)$/m.exec(comment)?.[1]
  if (heading !== undefined) {
    expect(Number(/(\d+) warning/.exec(heading)?.[1] ?? 0)).toBe(listed('warning').length)
    expect(Number(/(\d+) remark/.exec(heading)?.[1] ?? 0)).toBe(listed('info').length)
  }
  expect(comment).not.toMatch(/^\|/m)
  expect(comment).not.toContain("are Kestra's revisions")
  if (report.kind === 'outcome' || report.command === 'drift') expect(comment).not.toContain('after merge')
  if (report.result === 'failed') expect(comment).not.toContain('after the deploy')
  if (groupProblems(report).others.some(failsAtRunTime)) expect(comment).not.toMatch(/^### ✅ Ready/)
  expect(comment).not.toMatch(/\b0 unchanged/)
  const order = [
    /^### /m,
    /^#### ❌/m,
    /^#### (?:⚠️ )?\d+ (?:warning|remark)/m,
    /^#### 🗑️/m,
    /^#### This pull request/m,
    /^#### Drift on/m,
    /^#### Diffs/m,
  ]
    .map((part) => comment.search(part))
    .filter((place) => place >= 0)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
}

/** What a tree holds, found by the eye: flows are YAML in `flows/`, files lie in `files/`, dashboards in `dashboards/`, keys begin the lines of `kv.yml`. */
const namesIn = (files: TreeFiles, roots: readonly string[]): string[] =>
  [...files].flatMap(([path, content]) => {
    if (roots.length > 0 && !roots.some((root) => path.startsWith(`${root}/`))) return []
    const [, folder = '', name = ''] = /^(?:(.+)\/)?files(\/.+)$/.exec(path) ?? []
    if (name !== '') return [`file ${folder} ${name}`]
    const text = Buffer.from(content).toString()
    const [, home] = /([^/]+)\/kv\.yml$/.exec(path) ?? []
    if (home !== undefined) return [...text.matchAll(/^([a-z_]+):/gm)].map(([, key]) => `key-value ${home} ${key}`)
    const [namespace, id] = ['namespace', 'id'].map((key) => new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1])
    if (/(^|\/)dashboards\/.+\.yml$/.test(path)) return [`dashboard  ${id}`]
    return /(^|\/)flows\/.+\.yml$/.test(path) ? [`flow ${namespace} ${id}`] : []
  })

/** Every resource of Git and of the server is counted once, under the class in which it is listed. */
const expectCountsToAddUp = ({ report, files, live }: Ending, roots: readonly string[]) => {
  const plan = planOf(report)
  if (plan === undefined) return
  const { unchanged, unmanaged, ...listed } = plan.summary
  for (const [change, count] of Object.entries(listed)) {
    const shown = plan.resources.filter((resource) => resource.change === change)
    const isCounted = ({ action }: PlannedResource) => change !== 'delete' || action !== 'none'
    expect({ [change]: shown.filter(isCounted).length }).toEqual({ [change]: count })
  }
  const inGit = [...new Set(namesIn(files, roots))]
  expect(report.layout.reduce((sum, { count }) => sum + count, 0)).toBe(inGit.length)
  const namespaces = new Set(inGit.map((name) => name.split(' ')[1]))
  const onServer = [...live.values()].filter(({ kind, namespace }) => kind === 'flow' || namespaces.has(namespace))
  const all = new Set([...inGit, ...(report.target.server === null ? [] : onServer.map(resourceKey))])
  const total = unchanged + unmanaged + Object.values(listed).reduce((sum, count) => sum + count, 0)
  expect(total).toBe(all.size)
}

describe('stories of the example shop', () => {
  it.each(goldenCases)('renders $name, and its numbers add up', async (golden) => {
    const ending = await playStory(golden.story)
    expectCountsToAddUp(ending, golden.story.settings?.root?.split('\n') ?? [])
    expectGoldens(ending, golden)
  })
})
