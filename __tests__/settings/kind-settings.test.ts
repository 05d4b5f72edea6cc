import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import type { RawSettings } from '../../src/settings/inputs/raw-settings.ts'
import { readSettings } from '../../src/settings/settings.ts'

const policyOf = (raw: RawSettings) => {
  const { settings, refusal } = readSettings(raw)
  const { onDrift, onDriftOf, mirrorKinds } = settings.policy
  return { onDrift, onDriftOf, mirrorKinds, refusal: refusal?.message }
}

describe('settings for one kind', () => {
  it.each([
    [undefined, 'keep', {}],
    ['fail', 'fail', {}],
    ['keep\nkey-value: seed', 'keep', { 'key-value': 'seed' }],
    ['key-value:seed, file: overwrite', 'keep', { 'key-value': 'seed', file: 'overwrite' }],
    ['fail, key-value: seed', 'fail', { 'key-value': 'seed' }],
    ['dashboard: fail\noverwrite', 'overwrite', { dashboard: 'fail' }],
  ] as const)('on-drift %j', (given, onDrift, onDriftOf) => {
    expect(policyOf(given === undefined ? {} : { 'on-drift': given })).toMatchObject({
      onDrift,
      onDriftOf,
      refusal: undefined,
    })
  })

  it.each(['seed', 'key-value: sometimes', 'kv: seed', 'key-value', 'keep: key-value', 'flow: keep: fail'])(
    'refuses on-drift %j, and says what it may be',
    (given) => {
      expect(policyOf({ 'on-drift': given }).refusal).toMatch(
        /^"on-drift" must be one of keep, overwrite, fail, or "kind: policy"/,
      )
    },
  )

  it('mirror-kinds are flows and files, unless others are named', () => {
    expect(policyOf({}).mirrorKinds).toEqual(['flow', 'file'])
    expect(policyOf({ 'mirror-kinds': 'flow, key-value\ndashboard' }).mirrorKinds).toEqual([
      'flow',
      'key-value',
      'dashboard',
    ])
    expect(policyOf({ 'mirror-kinds': 'flow, kv' }).refusal).toBe(
      '"mirror-kinds" must list kinds: flow, file, dashboard, key-value; got `kv`.',
    )
  })

  it.each(['on-drift', 'mirror-kinds'])('may not be in the file that every pull request may change: %s', (name) => {
    expect(parseConfig(`${name}: [key-value]\n`).problems.map(({ code }) => code)).toEqual(['config-not-allowed'])
  })
})
