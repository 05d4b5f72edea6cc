import { RECORD_KEY } from '../../resource/resource.ts'
import { isOtherRoute } from '../../resource/route-names.ts'

/** docs/facts/kestra.md, "Key-value store". */
const KEY = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

export const isKey = (name: string): boolean => KEY.test(name) && name !== RECORD_KEY

/** True for a key that no server can be asked for by its name. */
export const isRouteKey = ({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean =>
  isOtherRoute('/namespaces/{namespace}/kv/{key}', { namespace, key: name })

/** Why a file may not have this key, a sentence; `undefined` when it may. */
export const refuseKey = (key: string): string | undefined => {
  if (key === RECORD_KEY)
    return `The key \`${key}\` holds the deployment record of kestra-gitops itself. Choose another name.`
  if (isRouteKey({ namespace: '', name: key }))
    return `The key \`${key}\` is the name of another route of Kestra's API: no server can be asked for it. Choose another name.`
  if (KEY.test(key)) return undefined
  return `Kestra refuses the key \`${key}\`: it must begin with a letter or a digit, and hold only letters, digits, dots, dashes and underscores.`
}
