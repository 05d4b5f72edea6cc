import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { displayName } from '../../src/kinds/kinds.ts'
import { readTree } from '../../src/kinds/read-tree.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { computePlan } from '../../src/plan/compute-plan.ts'
import { rootText } from '../../src/report/report-text.ts'
import { withContents } from '../../src/state/git/read-base.ts'
import { readConfig } from '../../src/state/git/tree-settings.ts'
import { aTree } from '../repository/a-tree.ts'
import { aPlanInput } from '../support/plan-input.ts'
import { GOLDEN_TREES, type GoldenTree } from './golden-trees.ts'

const file = new URL('golden-layouts.txt', import.meta.url)

/** The result of reading a tree, and the changes of a deploy to an empty server. */
const tell = async ({ name, files, config }: GoldenTree): Promise<string> => {
  const tree = aTree(config === undefined ? files : { ...files, '.kestra/gitops.yml': config })
  const { config: settings, problems: faults } = await readConfig(tree)
  const reading = await readTree(tree, settings)
  const { desired, problems } = reading
  const desiredResources = await withContents(reading.desiredResources, tree, () => true)
  const { resources } = computePlan(aPlanInput({ desired, desiredResources, paths: new Set(tree.paths) }))
  const planned = resources.map(
    ({ kind, namespace, name: id, file: from, change }) =>
      `${change} ${kind} ${displayName({ kind, namespace, name: id })} from ${from}`,
  )
  const said = [...faults, ...problems, ...validateOffline(reading)].map(
    ({ severity, code, file: at, line, message, hint }) => {
      const where = at === undefined ? '' : ` ${at}${line === undefined ? '' : `:${line}`}`
      return `${severity} ${code}${where}: ${[message, ...(hint === undefined ? [] : [hint])].join(' ')}`
    },
  )
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]
  return [
    `## ${name}`,
    ...Object.keys(files)
      .toSorted()
      .map((path) => `  ${path}`),
    ...section('.kestra/gitops.yml', config?.trimEnd().split('\n') ?? []),
    ...section('How I read this repository', desired.layout.map(rootText)),
    ...section('Plan', planned),
    ...section('Said', said),
  ].join('\n')
}

/** UPDATE_GOLDEN=1 writes the file instead of comparing it. The reviewer then reads its diff. */
describe('every layout that is known', () => {
  it('is read as the golden file says', async () => {
    const reported = `${(await Promise.all(GOLDEN_TREES.map(tell))).join('\n\n')}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, reported)
    expect(reported).toBe(readFileSync(file, 'utf8'))
  })
})
