import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/settings/settings.ts'

const credentials = { username: 'ci@example.com', password: 'a-password' }

describe('the lines of "header"', () => {
  it('are names and values', () => {
    expect(parseSettings({ ...credentials, header: 'X-One: a b\nX-Two:c' }).headers).toEqual({
      'x-one': 'a b',
      'x-two': 'c',
    })
  })

  it.each(['X-One:', 'X-One', ': a', 'X One: a'])('are refused beside credentials: %s', (header) => {
    expect(() => parseSettings({ ...credentials, header })).toThrow('"header" must be "Name: value"')
  })

  it('may lack the value of a secret in a run of a fork, which gets no password either', () => {
    expect(parseSettings({ username: 'ci@example.com', password: '', header: 'X-One: \nX-Two: b' }).headers).toEqual({
      'x-two': 'b',
    })
    expect(() => parseSettings({ header: 'X-One' })).toThrow('"header" must be "Name: value"')
  })
})
