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

describe('what comes next', () => {
  const next = (overrides: object) =>
    renderTerminal(aReport({ plan: aPlan({ resources: [aPlannedResource()] }), ...overrides }), {
      color: false,
      width: 200,
    })

  it('is no deploy where one would be refused', () => {
    const older = { reason: 'older-commit', message: 'Commit a is older than b.' }
    expect(next({})).toContain('Run `kestra-gitops deploy`')
    for (const whyNoDeploy of [{ reason: 'dirty-tree', message: '' }, older])
      expect(next({ whyNoDeploy })).not.toContain('Run `kestra-gitops deploy`')
    expect(next({ whyNoDeploy: { reason: 'dirty-tree', message: '' } })).toContain('Not committed yet: commit')
    expect(next({ whyNoDeploy: older })).toContain('a deploy is refused: Commit a is older than b.')
  })
})

describe('a plan of many texts', () => {
  const text = 'id: a\n'.repeat(200)
  const created = Array.from({ length: 400 }, (_, index) =>
    aPlannedResource({
      name: `f${index}`,
      change: 'create',
      action: 'create',
      desired: 'id: a\n'.repeat(40),
      words: ['2 tasks'],
    }),
  )
  const updated = aPlannedResource({ name: 'changed', desired: text, live: 'id: b\n' })
  const render = (resources: ReturnType<typeof aPlannedResource>[], more = {}) =>
    renderTerminal(aReport({ plan: aPlan({ resources }) }), { color: false, width: 80, mostTextLines: 300, ...more })

  it('is a table, and says how to see the texts', () => {
    const lines = render(created).split('\n')
    expect(lines.length).toBeLessThan(420)
    expect(
      lines.filter((line) => /^ {2}\+ flow company\.team\.f\d+ {2}create r12 → r13 {2}2 tasks$/.test(line)),
    ).toHaveLength(400)
    expect(lines.join(' ')).toMatch(/The texts of 400 resources \(\d\d,\d{3} lines\) are left out: --diff shows them\./)
  })

  it('keeps the texts of what is there already as long as they fit', () => {
    const all = render([...created, updated])
    expect(all).toContain('\n      +id: a\n')
    expect(all).toContain('The texts of 400 resources')
    expect(render([...created, updated, { ...updated, name: 'other' }])).not.toContain('+id: a')
  })

  it('shows all where it is asked to', () => {
    expect(render(created, { mostTextLines: undefined }).split('\n').length).toBeGreaterThan(16_000)
  })
})

describe('the texts of a new repository', () => {
  const created = (lines: number) =>
    aPlannedResource({ change: 'create', action: 'create', live: undefined, desired: 'id: new\n'.repeat(lines) })
  const render = (lines: number) =>
    renderTerminal(aReport({ plan: aPlan({ resources: [created(lines)] }) }), {
      color: false,
      width: 80,
      mostTextLines: 300,
    })

  it('are shown up to 40 lines, and beyond that left out', () => {
    expect(render(35)).toContain('      +id: new')
    expect(render(60)).not.toContain('      +id: new')
  })
})

describe('a conflict', () => {
  const conflict = aPlannedResource({
    change: 'conflict',
    action: 'none',
    base: 'id: a\n',
    desired: 'id: git\n',
    live: 'id: server\n',
  })

  it('shows both changes', () => {
    const plan = aPlan({ resources: [conflict] })
    const text = renderTerminal(aReport({ plan }), { color: false, width: 80, mostTextLines: 300 })
    expect(text.split('\n').filter((line) => /^ {6}[+-]id/.test(line))).toEqual([
      '      -id: a',
      '      +id: git',
      '      -id: a',
      '      +id: server',
    ])
  })
})

describe('how the repository was read', () => {
  const layout = ['sales', 'logistics', 'platform'].map((name) => ({
    root: `company.${name}/flows`,
    kind: 'flow' as const,
    count: 4,
    namespace: `company.${name}`,
    namespaceFrom: 'folder' as const,
  }))
  const linesOf = (more: object) =>
    renderTerminal(aReport({ layout, ...more }), { color: false, width: 100, ...more })
      .split('\n\n')[0]
      ?.split('\n') ?? []

  it('is one line, and each folder with --verbose', () => {
    expect(linesOf({})).toHaveLength(1)
    expect(linesOf({})[0]).not.toContain('company.sales/flows')
    const verbose = linesOf({ isVerbose: true }).join(' ')
    for (const { root } of layout) expect(verbose).toContain(root)
  })

  it('names the folder where that fits', () => {
    expect(linesOf({ layout: layout.slice(0, 1) })).toEqual([expect.stringContaining('company.sales/flows')])
  })
})
