import { matchesGlob, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { editorText } from '../../src/commands/schema.ts'

const SCHEMA = '.kestra/flow-schema.json'
const asked = (schema: string, ...paths: readonly string[]) => {
  const [, setting = '{}', where = '', line = ''] = editorText(schema, paths)
  const schemas: Readonly<Record<string, readonly string[]>> = JSON.parse(setting)['yaml.schemas']
  const flow = /here of (.+):$/.exec(where)?.[1] ?? ''
  const [path = ''] = Object.keys(schemas)
  return {
    path,
    globs: schemas[path] ?? [],
    resolved: posix.join(posix.dirname(flow), line.split('$schema=')[1] ?? ''),
  }
}

describe('editorText', () => {
  it.each([
    [SCHEMA, ['company.team/flows/daily.yml']],
    [SCHEMA, ['flows/company.team/deep/daily.yaml', 'flows/company.team/b.yml']],
    [SCHEMA, ['namespaces/company.team/flows/a.yml', 'namespaces/company.sales/flows/b.yml', 'README.md']],
    ['flows/schema/flow.json', ['flows/a.yml']],
    [SCHEMA, Array.from({ length: 30 }, (_, index) => `team-${index}/_flows/a.yml`)],
  ])('names %s so that it is found from the flows %j', (schema, paths) => {
    const { path, globs, resolved } = asked(schema, ...paths)
    expect(posix.normalize(path)).toBe(schema)
    expect(resolved).toBe(schema)
    const flows = paths.filter((file) => file !== 'README.md')
    expect(flows.filter((file) => !globs.some((glob) => matchesGlob(file, glob)))).toEqual([])
    expect(globs.some((glob) => matchesGlob('README.md', glob) || matchesGlob('.github/workflows/ci.yml', glob))).toBe(
      false,
    )
    expect(globs.length).toBeLessThanOrEqual(10)
  })

  it('says nothing where there is no folder of flows', () => {
    expect(editorText(SCHEMA, ['README.md', 'compose.yml'])).toEqual([])
  })
})
