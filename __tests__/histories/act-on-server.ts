import type { ModelServer } from './model-server.ts'
import type { Name } from './name.ts'
import type { ServerEdit } from './step.ts'
import { textOf } from './text-of.ts'

/** Does what a person does; the name of what was touched, or nothing where there was nothing to touch. */
export const actOnServer = async (server: ModelServer, act: ServerEdit): Promise<Name | undefined> => {
  if (act.edit === 'write') {
    await server.put(act.name, textOf(act.name, act.variant))
    return act.name
  }
  const { texts } = await server.look()
  const names = [...texts.keys()].toSorted()
  const name = names[act.pick % names.length]
  if (name === undefined || (act.edit === 'disable' && !name.startsWith('flow '))) return undefined
  if (act.edit === 'change') await server.put(name, textOf(name, act.variant))
  else if (act.edit === 'delete') await server.delete(name)
  else await server.disable(name)
  return name
}
