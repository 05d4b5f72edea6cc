import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { aTree } from '../repository/a-tree.ts'
import { aFlow } from '../support/a-flow.ts'

const routeProblems = async (
  files: Readonly<Record<string, string>>,
  namespaceMap: readonly { readonly from: string; readonly to: string }[] = [],
): Promise<readonly string[]> => {
  const reading = await readTree(aTree(files), { roots: [], namespaceMap })
  return validateOffline(reading)
    .filter(({ code }) => code === 'name-is-a-route')
    .map(({ file, line, column, severity }) => `${file}:${line}:${column} ${severity}`)
}

const commented = (text: string): string => `# What it does\n# and why\n${text}`

describe('a flow whose name is a route of the server', () => {
  it('is an error where its id stands', async () => {
    const files = { 'flows/delete/by-query.yml': commented(aFlow({ id: 'by-query', namespace: 'delete' })) }
    expect(await routeProblems(files)).toEqual(['flows/delete/by-query.yml:3:5 error'])
  })

  it('is one by the name that it is deployed under', async () => {
    const files = { 'flows/dev/by-query.yml': commented(aFlow({ id: 'by-query', namespace: 'dev' })) }
    expect(await routeProblems(files)).toEqual([])
    const mapped = await routeProblems(files, [{ from: 'dev', to: 'delete' }])
    expect(mapped).toEqual(['flows/dev/by-query.yml:3:5 error'])
  })

  it('is none when it is deployed under another name', async () => {
    const files = { 'flows/delete/by-query.yml': aFlow({ id: 'by-query', namespace: 'delete' }) }
    expect(await routeProblems(files, [{ from: 'delete', to: 'removal' }])).toEqual([])
  })

  it('is one by the namespace of its folder', async () => {
    const files = {
      'flows/delete/by-ids.yml': commented(aFlow({ id: 'by-ids', namespace: null })),
      'flows/delete/other.yml': aFlow({ id: 'other', namespace: 'delete' }),
    }
    expect(await routeProblems(files)).toEqual(['flows/delete/by-ids.yml:3:5 error'])
  })
})
