import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { aPlan, aPlannedResource, aProblem, aReport } from './factories.ts'

describe('renderTerminal', () => {
  it('says the same with colours as without', () => {
    const report = aReport({ problems: [aProblem()] })
    const colored = renderTerminal(report, { color: true, width: 80 })
    expect(colored).toContain('\u001b[32m')
    expect(stripVTControlCharacters(colored)).toBe(renderTerminal(report, { color: false, width: 80 }))
  })

  it('shows a problem that has neither place nor hint', () => {
    const report = aReport({ problems: [{ severity: 'error', code: 'empty-tree', message: 'No file was found' }] })
    expect(renderTerminal(report, { color: false, width: 80 })).toContain('\nerror empty-tree\n    No file was found\n')
  })

  it('leaves out a diff of more than a megabyte and says so', () => {
    const report = aReport({ plan: aPlan({ resources: [aPlannedResource({ desired: 'x'.repeat(1_100_000) })] }) })
    expect(renderTerminal(report, { color: false, width: 80 })).toContain('the diff is too long for a terminal')
  })
})
