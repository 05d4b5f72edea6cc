import { describe, expect, it } from 'vitest'
import { sourceFiles } from './source-files.ts'

const FOLDERS = ['tmp', 'work', 'root', 'home', 'Users']
const MACHINE_PATH = new RegExp(`(?<![\\w.}$~-])/(?:${FOLDERS.join('|')})/[\\w.-]`)
const REGISTRY = new RegExp(
  ['registry\\.', 'npmjs\\.org', 'verdaccio', 'art' + 'ifactory', 'sona' + 'type'].join('|'),
  'i',
)

/** GitHub's own description of its API, and answers that servers really gave. */
const RECORDED = /openapi\.json$|recordings\/|\.recorded\.json$|^examples\/|^__tests__\/fixtures\//

const files = sourceFiles(/^(?!.*no-machine-paths\.test\.ts$)/).filter(({ path }) => !RECORDED.test(path))

const linesWith = (pattern: RegExp): readonly string[] =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )

describe('sources and docs', () => {
  it('hold no path of the machine that they were written on', () => {
    expect(linesWith(MACHINE_PATH)).toEqual([])
  })

  it('hold no address of a package registry', () => {
    expect(linesWith(REGISTRY)).toEqual([])
  })
})
