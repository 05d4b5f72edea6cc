import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { aTree } from '../repository/a-tree.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'

const read = async (files: Readonly<Record<string, string>>, roots: readonly string[] = []) => {
  const { desired, problems } = await readTree(aTree(files), { roots, namespaceMap: [] })
  return { taken: desired.resources.map(({ file }) => file), problems }
}

const a = aFlow({ id: 'a' })
const b = aFlow({ id: 'b' })

describe('folders for environments with the same resources', () => {
  it.each([
    { layout: 'dev/flows', of: (stage: string) => `${stage}/flows`, root: (stage: string) => stage },
    { layout: 'flows/dev', of: (stage: string) => `flows/${stage}`, root: (stage: string) => `flows/${stage}` },
    { layout: 'dev with loose flows', of: (stage: string) => stage, root: (stage: string) => stage },
  ])('are one error that proposes a root for each: $layout', async ({ of, root }) => {
    const files = Object.fromEntries(
      ['dev', 'prod', 'staging'].flatMap((stage) => [
        [`${of(stage)}/a.yml`, a],
        [`${of(stage)}/b.yml`, b],
      ]),
    )
    const { problems } = await read(files)
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['duplicate-flow', 'error']])
    const names = ['dev', 'prod', 'staging'].map(root)
    expect(problems[0]?.message).toBe(
      `\`${names[0]}\`, \`${names[1]}\` and \`${names[2]}\` contain the same 2 flows, e.g. ${of('dev')}/a.yml and ${of('prod')}/a.yml: one server can have only one of each.`,
    )
    expect(problems[0]?.hint).toContain(names.map((name) => `\`root: ${name}\``).join(', '))
    for (const stage of names) {
      const alone = await read(files, [stage])
      expect(alone.problems).toEqual([])
      expect(alone.taken).toHaveLength(2)
    }
  })

  it('are one error for each kind', async () => {
    const files = Object.fromEntries(
      ['dev', 'prod'].flatMap((stage) => [
        [`${stage}/flows/a.yml`, a],
        [`${stage}/files/q.sql`, 'select 1'],
        [`${stage}/dashboards/d.yml`, aDashboard({ id: 'd' })],
      ]),
    )
    const { problems } = await read(files)
    expect(problems.map(({ code }) => code)).toEqual(['duplicate-flow', 'duplicate-file', 'duplicate-dashboard'])
    expect(problems.map(({ message }) => message)).toEqual(
      ['flow', 'namespace file', 'dashboard'].map((noun) =>
        expect.stringContaining(`\`dev\` and \`prod\` contain the same ${noun}, e.g.`),
      ),
    )
  })

  it('are not supposed of one flow that stands twice, nor of files side by side', async () => {
    const { problems } = await read({ 'flows/x/a.yml': a, 'flows/y/a.yml': a, 'flows/b.yml': b, 'flows/c.yml': b })
    expect(problems.map(({ code }) => code)).toEqual(['file-name-mismatch', 'duplicate-flow', 'duplicate-flow'])
    expect(problems.map(({ message }) => message)).toContain(
      'The flow company.team.a is in this file and in flows/x/a.yml:1.',
    )
  })
})
