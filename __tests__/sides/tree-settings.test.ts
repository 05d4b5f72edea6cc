import { describe, expect, it } from 'vitest'
import { placeNotices } from '../../src/sides/git/tree-settings.ts'

const NOTHING = { namespace: undefined, namespaceMap: [], files: [] }

describe('a change of where the tree goes', () => {
  it.each([
    { set: { namespace: 'prod' }, says: '`namespace` in .kestra/gitops.yml from nothing to `prod`' },
    {
      set: { namespaceFrom: 'folder' as const },
      says: '`namespace-from` in .kestra/gitops.yml from nothing to `folder`',
    },
    {
      set: { namespaceMap: [{ from: 'dev', to: 'prod' }] },
      says: '`namespace-map` in .kestra/gitops.yml from nothing to `dev => prod`',
    },
    {
      set: {
        files: [
          { folder: 'sql', namespace: 'prod' },
          { folder: 'data', namespace: undefined },
        ],
      },
      says: '`files` in .kestra/gitops.yml from nothing to `data, sql => prod`',
    },
  ])('is told: $says', ({ set, says }) => {
    expect(placeNotices(NOTHING, { ...NOTHING, ...set })).toEqual([expect.stringContaining(says)])
    expect(placeNotices({ ...NOTHING, ...set }, { ...NOTHING, ...set })).toEqual([])
  })
})
