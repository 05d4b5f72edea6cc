import { describe, expect, it } from 'vitest'
import { makeProblem } from '../../src/finding/problem-codes.ts'
import { hideInProblems, hideQuoted } from '../../src/secrets/hide-secrets.ts'
import { growth } from '../fixtures/growth.ts'

const VALUE = 'aB3dE5gH7jK9'

describe('what is said about a text', () => {
  it('repeats no credential of that text, however it is quoted', () => {
    const hide = hideQuoted([VALUE, 'two "words'])
    expect(hide(`'${VALUE}' is wrong`)).toBe("'(hidden, 12 bytes)' is wrong")
    expect(hide(String.raw`got two \"words`)).toBe('got (hidden, 11 bytes)')
    expect(hide(`got ${['ghp', 'a1B2'.repeat(9)].join('_')}`)).toBe('got (hidden, 40 bytes)')
    expect(hide('all is well')).toBe('all is well')
  })

  it('is hidden for the file that holds it, and for no other', () => {
    const said = { message: `Cannot use ${VALUE}`, hint: `Not ${VALUE}.` }
    const problems = ['own.yml', 'other.yml', undefined].map((file) => makeProblem('server-invalid', { ...said, file }))
    const sources = new Map([
      ['own.yml', `api_key: ${VALUE}\n`],
      ['other.yml', 'id: a\n'],
    ])
    expect(hideInProblems(problems, (file) => sources.get(file)).map(({ message, hint }) => [message, hint])).toEqual([
      ['Cannot use (hidden, 12 bytes)', 'Not (hidden, 12 bytes).'],
      [said.message, said.hint],
      [said.message, said.hint],
    ])
  })

  it('of a text with thousands of credentials is searched in linear time, and none is repeated', () => {
    const many = (size: number) => Array.from({ length: size }, (_, index) => `aB3dE5gH7jK9x${index}`)
    expect(hideQuoted(many(1000))(`got "${many(1000).at(-1)}"`)).toBe('got "(hidden, 16 bytes)"')
    const hiding = (size: number) => {
      const credentials = many(size)
      return () => hideQuoted(credentials)(`${credentials.join(' ')} and more`)
    }
    expect(growth([500, 4000], hiding)).toBeLessThan(24)
  })
})
