import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import type { EngineVersion } from '../engine-versions.ts'

/** A file of the corpus: flows, and suites that test them. */
export interface Topic {
  readonly name: string
  readonly flows: readonly string[]
  readonly suites: readonly string[]
}

const CaseIds = z.object({ id: z.string(), testCases: z.array(z.object({ id: z.string() })) })

/** What a server of that version can run: a file whose name ends in `.of-1` or `.of-2` is for that generation only. */
export const topicsOf = (version: EngineVersion): readonly Topic[] => {
  const folder = join(import.meta.dirname, 'corpus')
  const other = version.startsWith('1.') ? '.of-2.' : '.of-1.'
  return globSync('*.yml', { cwd: folder })
    .filter((name) => !name.includes(other))
    .toSorted()
    .map((name) => {
      const documents = readFileSync(join(folder, name), 'utf8').split(/^---\n/m)
      return {
        name: basename(name, '.yml'),
        flows: documents.filter((text) => !isSuite(text)),
        suites: documents.filter(isSuite),
      }
    })
}

const isSuite = (text: string): boolean => /^testCases:$/m.test(text)

/** `topic/suite/case` of each case of a topic. */
export const casesOf = ({ name, suites }: Topic): readonly string[] =>
  suites.flatMap((text) => {
    const { id, testCases } = CaseIds.parse(parse(text))
    return testCases.map((each) => `${name}/${id}/${each.id}`)
  })
