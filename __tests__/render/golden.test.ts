import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { machineContract } from '../../src/render/machine-contract.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { commentOptions } from './factories.ts'
import { type GoldenCase, goldenCases } from './golden-cases.ts'

/** UPDATE_GOLDEN=1 writes the files instead of comparing; their diff is then what a reviewer reads. */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1'

const expectGolden = (name: string, file: string, text: string) => {
  const folder = new URL(`golden/${name}/`, import.meta.url)
  const path = new URL(file, folder)
  if (isUpdate) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}

const expectGoldens = ({ name, report, options }: GoldenCase) => {
  const all = commentOptions(options)
  expectGolden(name, 'rendered.md', `${renderComment(report, all)}\n`)
  if (name === 'huge') return
  expectGolden(name, 'summary.md', renderSummary(report, all))
  expectGolden(name, 'terminal.txt', renderTerminal(report, { ...all, color: false, width: 100 }))
  const json = renderJson(report, all)
  expect(machineContract.safeParse(JSON.parse(json)).error).toBeUndefined()
  expectGolden(name, 'plan.json', json)
}

describe('golden files', () => {
  it.each(goldenCases)('renders $name as committed', expectGoldens)

  it('gives the same bytes for the same report', () => {
    for (const { report, options } of goldenCases.filter(({ name }) => name !== 'huge')) {
      expect(renderComment(report, commentOptions(options))).toBe(
        renderComment(structuredClone(report), commentOptions(options)),
      )
    }
  })
})
