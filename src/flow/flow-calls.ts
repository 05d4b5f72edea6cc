import { plainText } from '../text/json.ts'
import { isMapValue, type MapValue, mapNodes, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type CallAnywhere, givenFor, readCallsAnywhere } from './function-calls.ts'
import { isDefaultFor, pluginDefaultsOf } from './plugin-defaults.ts'
import { findRunTimeTemplates } from './run-time-templates.ts'
import { coreName } from './task-reach.ts'

/** A name that is written out, or the beginning that all names have that an expression can give. */
export type CalledName = { readonly exact: string } | { readonly prefix: string }

/** A flow that another starts, or each of several where only a run can tell which. */
export interface FlowCall {
  readonly namespace: CalledName
  readonly id: CalledName
}

const ANY: CalledName = { prefix: '' }
const ANY_FLOW: FlowCall = { namespace: ANY, id: ANY }

/**
 * Every start of another flow: each task of a type that starts one, wherever it is (also in `listeners`, in a task of a plugin, and in plugin defaults), the function `subflow`, and
 * any flow where a text or a task is made at run time. A name with an expression stands for all names that begin as it does. Flow triggers start no other flow.
 */
export const findFlowCalls = (document: YamlDocument): readonly FlowCall[] => [
  ...mapNodes(document.value)
    .filter(({ path: [section] }) => section !== 'triggers')
    .flatMap(({ value }) => callsOfTask(document, value)),
  ...textsIn(document.value).flatMap(({ text }) =>
    readCallsAnywhere(text, SUBFLOW).flatMap((call) => callOfFunction(document, call)),
  ),
  ...(findRunTimeTemplates(document).length === 0 ? [] : [ANY_FLOW]),
]

const CORE = 'io.kestra.plugin.core.'
const STARTS_NAMED: ReadonlySet<string> = new Set([`${CORE}flow.Subflow`, `${CORE}flow.ForEachItem`])
/** They run tasks that no text of the flow holds. */
const STARTS_ANY: ReadonlySet<string> = new Set([`${CORE}flow.Template`, `${CORE}templating.TemplatedTask`])
/** Its tasks ask the API of a server. */
const OF_API = 'io.kestra.plugin.kestra.'

const callsOfTask = (document: YamlDocument, task: MapValue): readonly FlowCall[] => {
  const { type } = task
  if (typeof type !== 'string') return []
  const name = coreName(type)
  if (STARTS_ANY.has(name) || name.startsWith(OF_API)) return [ANY_FLOW]
  if (!STARTS_NAMED.has(name)) return []
  const defaults = pluginDefaultsOf(document.value).filter((each) => isDefaultFor(each, type))
  const given = (property: string) =>
    [task, ...defaults.map(({ values }) => values)].flatMap(({ [property]: value }) =>
      value === undefined || value === null || isMapValue(value) ? [] : [calledName(plainText(value), document)],
    )
  return given('namespace').flatMap((namespace) => given('flowId').map((id) => ({ namespace, id })))
}

const TAG = /\{[{%#]/
const OWN: readonly (readonly [RegExp, 'namespace' | 'id'])[] = [
  [/^\{\{-?\s*flow\.namespace\s*-?\}\}$/, 'namespace'],
  [/^\{\{-?\s*flow\.id\s*-?\}\}$/, 'id'],
]

const calledName = (text: string, document: YamlDocument): CalledName => {
  const own = OWN.find(([pattern]) => pattern.test(text.trim()))
  if (own !== undefined) return nameOrAny(document[own[1]])
  const at = text.search(TAG)
  return at === -1 ? { exact: text } : { prefix: text.slice(0, at).trim() }
}

const nameOrAny = (exact: string | undefined): CalledName => (exact === undefined ? ANY : { exact })

const SUBFLOW: ReadonlySet<string> = new Set(['subflow'])

/** Outside of an expression, as in a script, only a call that names its flow counts. */
const callOfFunction = (document: YamlDocument, { name, given, isInTag }: CallAnywhere): readonly FlowCall[] => {
  const named = (parameter: 'namespace' | 'id'): CalledName => {
    const value = given && givenFor({ name, given }, parameter)
    if (value?.expression === `flow.${parameter}`) return nameOrAny(document[parameter])
    return value?.text === undefined ? ANY : calledName(value.text, document)
  }
  const call = { namespace: named('namespace'), id: named('id') }
  return isInTag || ('exact' in call.namespace && 'exact' in call.id) ? [call] : []
}
