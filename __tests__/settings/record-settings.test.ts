import { expect, it } from 'vitest'
import { parseSettings } from '../../src/settings/settings.ts'

it('reads who is taken over, one per line', () => {
  expect(parseSettings({ 'take-over': 'local/kestra\nacme/flows#a:prod' }).takesOver).toEqual([
    'local/kestra',
    'acme/flows#a:prod',
  ])
  expect(parseSettings({}).takesOver).toEqual([])
})

it.each([
  [{ 'take-over': 'true' }, /"take-over" must name the previous owner .* got `true`\./],
  [{ 'take-over': 'a/b', record: 'false' }, /"take-over" takes over a deployment record, but "record" is off/],
  [{ 'record-key': 'short' }, /"record-key" must have at least 16 characters/],
])('says what is wrong with %j', (raw, message) => {
  expect(() => parseSettings(raw)).toThrow(message)
})
