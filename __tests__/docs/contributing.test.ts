import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { KINDS } from '../../src/kinds/kinds.ts'
import config from '../../vitest.config.ts'

const page = readFileSync('docs/internals/contributing.md', 'utf8')

describe('docs/internals/contributing.md', () => {
  it('says of each room of src/ what is in it', () => {
    const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(rooms.map(({ name }) => name).filter((name) => !page.includes(`\nsrc/${name}/ `))).toEqual([])
  })

  it('names each kind that there is', () => {
    const sentence = /^Kinds today are .+?\./m.exec(page)?.[0]
    for (const { fullNoun } of Object.values(KINDS)) expect(sentence).toContain(`${fullNoun}s`)
  })
})

const Projects = z.array(z.object({ test: z.object({ name: z.string(), include: z.array(z.string()) }) }))

it('each slow test file that the fast loop skips exists', () => {
  const slow = Projects.parse(config.test?.projects).find(({ test }) => test.name === 'slow')?.test.include ?? []
  expect(slow).not.toEqual([])
  expect(slow.filter((path) => !existsSync(path))).toEqual([])
})
