import { describe, expect, it, test } from 'vitest'
import { pullRequestOfPreview, settingsOfPreview } from '../../src/settings/preview.ts'
import { parseSettings, readSettings } from '../../src/settings/settings.ts'

describe('the settings of a preview', () => {
  it('let it touch its own namespaces alone, whatever the workflow says', () => {
    const given = parseSettings({
      preview: 'true',
      namespaces: 'company',
      'when-missing': 'keep',
      'on-drift': 'key-value: seed',
    })
    const { preview, namespaces, label, policy } = settingsOfPreview(given, 12, false)
    expect(namespaces).toEqual(['pr-12'])
    expect(preview).toEqual({ prefix: 'pr-12', isEnding: false, namespaces: ['company'] })
    expect(policy).toMatchObject({ whenMissing: 'delete', onDrift: 'overwrite', onDriftOf: {}, refusesAdoption: true })
    expect(policy.protectedNamespaces).toEqual(['system'])
    expect(label).toBe('preview pr-12')
    expect(settingsOfPreview({ ...given, label: 'staging' }, 12, false).label).toBe('staging, preview pr-12')
  })

  it('must keep a record, which alone proves what may be removed', () => {
    expect(readSettings({ preview: 'true', record: 'false' }).refusal?.message).toContain(
      '"preview" needs the deployment record',
    )
  })
})

test.each<[string, number | undefined]>([
  ['pr-12', 12],
  ['pr-12.company.team', 12],
  ['pr-1', 1],
  ['pr-01.company', undefined],
  ['pr-12x.company', undefined],
  ['company.pr-12', undefined],
  ['pr-', undefined],
  ['pr-99999999999.a', undefined],
])('the namespace %s is of the preview of pull request %s', (namespace, number) => {
  expect(pullRequestOfPreview(namespace)).toBe(number)
})
