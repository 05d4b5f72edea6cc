import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/finding/problem.ts'
import { codeEntry } from '../../src/lint/all-codes.ts'
import { renderAnnotations } from '../../src/render/render-annotations.ts'
import { aProblem } from './factories.ts'

const annotate = (problems: readonly Problem[]) => renderAnnotations(problems, {})
const many = (count: number) => Array.from({ length: count }, (_, line) => aProblem({ line: line + 1 }))

describe('renderAnnotations', () => {
  it('puts errors before warnings before notices, each at its place', () => {
    const problems = (['info', 'warning', 'error'] as const).map((severity) => aProblem({ severity, endLine: 6 }))
    expect(annotate(problems).map(({ level }) => level)).toEqual(['error', 'warning', 'notice'])
    expect(annotate([aProblem({ endLine: 6 })])).toEqual([
      {
        level: 'error',
        title: codeEntry('missing-property')?.title,
        message: '`load.url` must not be null\nAdd `url` to the task.',
        file: 'flows/daily.yml',
        line: 5,
        column: 5,
        endLine: 6,
      },
    ])
  })

  it('says in the text what will fail at run time', () => {
    const texts = (['warning', 'info'] as const).map(
      (severity) => annotate([aProblem({ code: 'unknown-flow', severity })])[0]?.message,
    )
    expect(texts.map((text) => text?.startsWith('Will fail at run time: '))).toEqual([true, false])
  })

  it('counts the problems of files that the change does not touch in one, an error where one of them is', () => {
    const own = many(2)
    const warnings = many(30).map((problem) => ({
      ...problem,
      severity: 'warning' as const,
      isPreexisting: true as const,
    }))
    const [, , counted, ...others] = annotate([...own, ...warnings])
    expect(others).toEqual([])
    expect(counted).toMatchObject({ level: 'notice', message: expect.stringMatching(/^30 warnings /) })
    expect(counted).not.toHaveProperty('file')
    const errors = annotate([...many(20), ...warnings, aProblem({ isPreexisting: true })])
    expect(errors.map(({ level }) => level)).toEqual(Array.from({ length: 10 }, () => 'error'))
    expect(
      errors
        .slice(-2)
        .map(({ title, message }) => title + message)
        .join(),
    ).toMatch(/\+12 more.*1 error and 30 warnings/)
  })

  it('shows ten, and of eleven nine and how many more there are', () => {
    expect(annotate(many(10))).toHaveLength(10)
    expect(annotate(many(10)).at(-1)).toMatchObject({ line: 10 })
    expect(annotate(many(11))).toHaveLength(10)
    expect(annotate(many(11)).at(-1)).toMatchObject({ title: '+2 more' })
  })

  it('hides secrets before it cuts a long message', () => {
    const message = `${'x '.repeat(2043)}hunter2-old-and-long`
    const [annotation] = renderAnnotations([aProblem({ message })], { maskedValues: ['hunter2-old-and-long'] })
    expect(annotation?.message).toHaveLength(4096)
    expect(annotation?.message).not.toContain('hunter')
    const shapes = `${'x '.repeat(2040)}${['ghp', '0123456789abcdefghijABCDEFGHIJ012345'].join('_')}`
    expect(annotate([aProblem({ message: shapes })])[0]?.message).not.toContain('ghp_')
  })

  it('annotates a problem that has no place', () => {
    expect(annotate([{ severity: 'error', code: 'empty-tree', message: 'No file' }])).toEqual([
      { level: 'error', title: codeEntry('empty-tree')?.title ?? 'empty tree', message: 'No file' },
    ])
  })
})
