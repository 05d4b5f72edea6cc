import type { Plugin } from './describe-plugin.ts'
import { namedItems } from './named-items.ts'
import { type PlainMap, textOf } from './plain.ts'

/** The triggers of a flow by id. */
export const triggersOf = ({ triggers }: PlainMap): ReadonlyMap<string, Plugin> =>
  new Map(
    [...namedItems(triggers, ['id'])].map(([name, { id: _, type, ...properties }]): [string, Plugin] => [
      name,
      { id: name, type: textOf(type) ?? '', properties },
    ]),
  )
