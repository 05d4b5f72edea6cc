import { plainText } from '../text/json.ts'
import { isMapValue, type MapValue, mapNodes, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type CallAnywhere, givenFor, readCallsAnywhere } from './function-calls.ts'
import { isDefaultFor, pluginDefaultsOf } from './plugin-defaults.ts'
import { findRunTimeTemplates } from './run-time-templates.ts'
import { coreName } from './task-reach.ts'

/** A plain name, or the prefix of all names that an expression can give. */
export type CalledName = { readonly exact: string } | { readonly prefix: string }

/** A flow that another flow starts. With a prefix, any flow whose name begins with it. */
export interface FlowCall {
  readonly namespace: CalledName
  readonly id: CalledName
}

const ANY: CalledName = { prefix: '' }
const ANY_FLOW: FlowCall = { namespace: ANY, id: ANY }

/**
 * Every start of another flow:
 * - each task of a type that starts one, also in `listeners`, in tasks of plugins and in plugin defaults
 * - the function `subflow`
 * - any flow, if the document renders a text or creates a task at run time
 *
 * A name with an expression stands for all names with the same beginning. Flow triggers do not start other flows.
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
/** Tasks that run other tasks which are not in the text of the flow. */
const STARTS_ANY: ReadonlySet<string> = new Set([`${CORE}flow.Template`, `${CORE}templating.TemplatedTask`])
/** The plugin whose tasks call the API of a server. */
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

/** The flow that a call of `subflow` starts. Outside an expression, as in a script, the call counts only if it names its flow as plain text. */
const callOfFunction = (document: YamlDocument, { name, given, isInTag }: CallAnywhere): readonly FlowCall[] => {
  const named = (parameter: 'namespace' | 'id'): CalledName => {
    const value = given && givenFor({ name, given }, parameter)
    if (value?.expression === `flow.${parameter}`) return nameOrAny(document[parameter])
    return value?.text === undefined ? ANY : calledName(value.text, document)
  }
  const call = { namespace: named('namespace'), id: named('id') }
  return isInTag || ('exact' in call.namespace && 'exact' in call.id) ? [call] : []
}
