import { fingerprintOf } from '../../src/kinds/kinds.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import { NOTHING } from '../../src/resource/fingerprint.ts'
import { aFlow } from '../support/a-flow.ts'
import type { ServerInMemory } from '../support/server-in-memory.ts'

export const NAME = { kind: 'flow', namespace: 'company.team' } as const

/** The flow of that id, as it logs that message. */
export const text = (id: string, message: string) => aFlow({ id, message })

/** The step that changes a flow from `before` to `after`, at its first revision. */
export const aStep = (action: Step['action'], name: string): Step => {
  const content = action === 'delete' ? undefined : text(name, 'after')
  return {
    ...{ ...NAME, name, action, content },
    wanted: content === undefined ? NOTHING : fingerprintOf('flow', content),
    before: action === 'create' ? undefined : text(name, 'before'),
    revision: action === 'create' ? null : 1,
  }
}

/** Another client saves it. */
export const someone = (server: ServerInMemory, name: string): void =>
  server.put({ ...NAME, name, content: text(name, 'by hand') })

/** `one after, two by hand`: what the server holds, by name. */
export const held = ({ resources }: ServerInMemory): string =>
  [...resources.values()]
    .map(({ name, content }) => `${name} ${/message: (.+)/.exec(String(content))?.[1]}`)
    .toSorted()
    .join(', ')
