import { hashOf } from '../../resource/fingerprint.ts'
import { contentText } from '../../resource/resource.ts'
import { isOtherRoute, isPathStep } from '../../resource/route-names.ts'
import { normalizeSource } from '../../yaml/source-text.ts'
import { DEFAULT_KIND, type Kind } from '../kind.ts'
import { describeDashboardChange } from './describe-change.ts'
import { MAX_DASHBOARD_ID_LENGTH } from './rules.ts'
import { DASHBOARD_IN_TREE } from './tree.ts'

/** Dashboards of the tenant, identified by the id in their YAML. Kestra stores the text as sent (docs/internals/facts/kestra.md, "Dashboards"). */
export const DASHBOARD: Kind = {
  ...DEFAULT_KIND,
  ...DASHBOARD_IN_TREE,
  noun: 'dashboard',
  fullNoun: 'dashboard',
  scope: 'tenant',
  recordGroup: 'dashboards',
  rank: 3,
  displayName: ({ name }) => name,
  uiPath: ({ name }) => `dashboards/${encodeURIComponent(name)}`,
  isName: (name) => isPathStep(name) && name.length <= MAX_DASHBOARD_ID_LENGTH,
  isRouteName: ({ name }) => isOtherRoute('/dashboards/{id}', { id: name }),
  fingerprint: (content) => hashOf(normalizeSource(contentText(content))),
  withoutName: (content) =>
    normalizeSource(contentText(content))
      .split('\n')
      .filter((line) => !/^id\s*:/.test(line))
      .join('\n'),
  describeChange: describeDashboardChange,
  describeRename: () => ['links and defaults that name it keep the old id'],
}
