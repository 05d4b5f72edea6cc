import type { PebbleExpression, PebbleInvocation } from '../../pebble/pebble-tree.ts'
import type { PebbleSignature, PebbleType } from '../../pebble/signatures.ts'
import { suggestion } from '../../text/closest-word.ts'

interface WrongArgument {
  readonly code: 'wrong-arguments'
  readonly message: string
  readonly hint: string | undefined
  /** The place, where it is not the name of what is called. */
  readonly start?: number
  readonly end?: number
}

/** What is wrong with the arguments of a call whatever version it is rendered by; `undefined` when one takes them. */
export const wrongArgument = (
  call: PebbleInvocation,
  signatures: readonly PebbleSignature[],
): WrongArgument | undefined => {
  const wrong = signatures.map((signature) => wrongFor(call, signature))
  return wrong.includes(undefined) ? undefined : wrong.at(-1)
}

const wrongFor = (call: PebbleInvocation, { parameters }: PebbleSignature): WrongArgument | undefined => {
  if (parameters === undefined) return undefined
  const positional = call.given.filter(({ name }) => name === undefined)
  const named = call.given.flatMap(({ name, at, value }) => (name === undefined ? [] : [{ name, at, value }]))
  const names = parameters.map(({ name }) => name)
  const hint =
    names.length === 0
      ? undefined
      : `It takes ${names.map((name) => `\`${name}\``).join(', ')}, in this order or by name.`
  const wrong = (message: string, place?: { readonly start: number; readonly end: number }): WrongArgument => ({
    code: 'wrong-arguments',
    message,
    hint,
    ...(place && { start: place.start, end: place.end }),
  })
  if (positional.length > names.length)
    return wrong(`${title(call)} takes ${counted(names.length)}, not ${positional.length}.`)
  const strange = named.find(({ name }) => !names.includes(name))
  if (strange)
    return {
      ...wrong(`${title(call)} has no argument \`${strange.name}\`.`, {
        start: strange.at,
        end: strange.at + strange.name.length,
      }),
      hint: suggestion(strange.name, names) ?? hint,
    }
  const missing = parameters.find(
    ({ name, isRequired }, index) =>
      isRequired && index >= positional.length && !named.some((each) => each.name === name),
  )
  if (missing) return wrong(`${title(call)} needs the argument \`${missing.name}\`.`)
  for (const [index, { name, takes }] of parameters.entries()) {
    const value = (positional[index] ?? named.find((each) => each.name === name))?.value
    if (takes !== undefined && value && !fits(value, takes))
      return wrong(`${title(call)} takes a ${takes} as \`${name}\`.`, value)
  }
  return undefined
}

const title = ({ kind, name }: PebbleInvocation): string => `The ${kind} \`${name}\``

const counted = (count: number): string => {
  if (count === 0) return 'no argument'
  return count === 1 ? 'one argument' : `${count} arguments`
}

/** Only what is written out can be told. */
const fits = (value: PebbleExpression, takes: PebbleType): boolean => {
  if (value.kind === 'operation' && value.operator === '[') return false
  if (value.kind === 'operation' && value.operator === '{') return takes === 'map'
  if (value.kind !== 'literal' || value.value === null) return true
  return typeof value.value === (takes === 'text' ? 'string' : takes)
}
