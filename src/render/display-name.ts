import type { ResourceName } from '../resource/resource.ts'

/** As the Kestra UI and the receipt name it: `company.team.daily`, `company.team/sql/q.sql`. */
export const displayName = ({ kind, namespace, name }: ResourceName): string =>
  kind === 'flow' ? `${namespace}.${name}` : `${namespace}${name}`
