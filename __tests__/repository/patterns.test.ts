import { describe, expect, it } from 'vitest'
import { matcherOf } from '../../src/repository/kestra-ignore.ts'

describe('patterns for paths', () => {
  it('have the grammar of .gitignore, and tell letter case', () => {
    const isHidden = matcherOf(['*.md', '!keep.md', '/build/', '# no pattern'], '.kestraignore')
    expect(['a.md', 'x/a.md', 'build/a', 'A.MD', 'keep.md', 'x/build.sql'].filter(isHidden)).toEqual([
      'a.md',
      'x/a.md',
      'build/a',
    ])
  })

  it('are refused where one is longer than any path, with its line; a comment may be', () => {
    const lines = (...patterns: readonly string[]) => matcherOf(patterns, 'flows/.kestraignore')
    expect(() => lines('a', '*'.repeat(1001))).toThrow(
      /^Line 2 of flows\/\.kestraignore is longer than 1000 characters/,
    )
    expect(() => lines('*'.repeat(1000), `#${'*'.repeat(5000)}`)).not.toThrow()
  })
})
