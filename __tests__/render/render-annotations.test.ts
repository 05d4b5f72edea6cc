import { describe, expect, it } from 'vitest'
import { renderAnnotations } from '../../src/render/render-annotations.ts'
import { aProblem } from './factories.ts'

const many = (count: number) => Array.from({ length: count }, (_, line) => aProblem({ line: line + 1 }))

describe('renderAnnotations', () => {
  it('puts errors before warnings before notices, each at its place', () => {
    const problems = (['info', 'warning', 'error'] as const).map((severity) => aProblem({ severity, endLine: 6 }))
    expect(renderAnnotations(problems).map(({ level }) => level)).toEqual(['error', 'warning', 'notice'])
    expect(renderAnnotations([aProblem({ endLine: 6 })])).toEqual([
      {
        level: 'error',
        title: 'missing-property',
        message: '`load.url` must not be null\nAdd `url` to the task.',
        file: 'flows/daily.yml',
        line: 5,
        column: 5,
        endLine: 6,
      },
    ])
  })

  it('shows ten, and of eleven nine and how many more there are', () => {
    expect(renderAnnotations(many(10))).toHaveLength(10)
    expect(renderAnnotations(many(10)).at(-1)).toMatchObject({ line: 10 })
    expect(renderAnnotations(many(11))).toHaveLength(10)
    expect(renderAnnotations(many(11)).at(-1)).toMatchObject({ title: '+2 more' })
  })

  it('annotates a problem that has no place', () => {
    expect(renderAnnotations([{ severity: 'error', code: 'empty-tree', message: 'No file' }])).toEqual([
      { level: 'error', title: 'empty-tree', message: 'No file' },
    ])
  })
})
