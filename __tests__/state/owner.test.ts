import { describe, expect, it } from 'vitest'
import type { RawSettings } from '../../src/settings/inputs/raw-settings.ts'
import { settingsOfPreview } from '../../src/settings/preview.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { ownerOf } from '../../src/state/server/read-server.ts'
import { aRun } from '../commands/a-run.ts'

const reported: readonly (readonly [RawSettings, string])[] = [
  [{}, 'acme/flows'],
  [{ root: 'b, a, b' }, 'acme/flows#a+b'],
  [{ namespace: 'prod' }, 'acme/flows:prod'],
  [{ namespaces: 'prod' }, 'acme/flows'],
  [{ 'namespace-map': 'dev => prod' }, 'acme/flows@dev=>prod'],
]

describe('the owner of a record', () => {
  // No file of the repository is given to it: a pull request that could name the owner would name another job.
  it.each(reported)('is the repository and what the workflow says: %j', (inputs, owner) => {
    const run = aRun('/nowhere', { repository: 'Acme/Flows', settings: parseSettings(inputs) })
    expect(ownerOf(run)).toBe(owner)
  })

  it('is another one for each preview, whatever the job is limited to', () => {
    const settings = settingsOfPreview(parseSettings({ root: 'a', namespaces: 'prod' }), 7, false)
    expect(ownerOf(aRun('/nowhere', { repository: 'Acme/Flows', settings }))).toBe('acme/flows#a~pr-7')
  })
})
