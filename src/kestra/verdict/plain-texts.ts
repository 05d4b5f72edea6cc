/** A Java class with its package and type parameters. `io.kestra.plugin.…` is left out: flows use these names. */
const CLASS = String.raw`(?:java|javax|jakarta|sun|com\.fasterxml|org\.yaml|io\.micronaut|io\.kestra\.core\.(?!tasks\.))[\w$]*(?:\.[\w$]+)+(?:<[\w$.<>,? ]*>)?`

/** Jackson's text about a value that it cannot parse: the wanted class, the given value, and the reason. */
const NOT_READ =
  /^Cannot (?:deserialize value|construct instance) of (?:type )?\x60([^\x60\n]{1,500})\x60(?: \([^)\n]*\))?([\s\S]*)$/

/** By class name, without the package. */
const WANTED: readonly (readonly [RegExp, string])[] = [
  [/^boolean$/i, 'true or false'],
  [/^(?:int|integer|long|short|byte|biginteger)$/i, 'a whole number'],
  [/^(?:double|float|bigdecimal|number)$/i, 'a number'],
  [/^(?:array|linked)?list$|^(?:linked)?(?:hash)?set$|^collection$/i, 'a list'],
  [/map$/i, 'a map'],
  [/^string$/i, 'a text'],
  [/^duration$/i, 'a duration of ISO 8601, such as `PT5M`'],
  [/^(?:zoned|offset|local)datetime$|^instant$/i, 'a date and time'],
  [/^localdate$/i, 'a date'],
  [/^localtime$/i, 'a time of the day'],
]

/**
 * Removes the internals of the server program from a text: Java classes, events of its YAML parser, and `null` in place
 * of an id. A text without these comes back unchanged.
 */
export const withoutInternals = (text: string): string => {
  const [, wanted, rest = ''] = NOT_READ.exec(text) ?? []
  const plain = wanted === undefined ? text : `This must be ${wantedBy(wanted, rest)}${givenBy(rest)}.`
  return plain
    .replaceAll(
      /<?org\.yaml\.snakeyaml\.events\.(\w+?)Event\b(?:\([^()\n]*\))?>?/g,
      (_, name) => EVENTS[name] ?? 'this',
    )
    .replaceAll(/ \(class [\w.$]{1,300}\)/g, '')
    .replaceAll(/\[null\]/g, '')
    .replaceAll(new RegExp(`\x60?${CLASS}\x60?`, 'g'), 'another type')
}

const EVENTS: Readonly<Record<string, string>> = {
  Alias: 'an alias',
  MappingEnd: 'the end of a map',
  MappingStart: 'a map',
  Scalar: 'a text',
  SequenceEnd: 'the end of a list',
  SequenceStart: 'a list',
}

const wantedBy = (className: string, rest: string): string => {
  const [, accepted] = /accepted for Enum class: \[([^\]\n]{1,2000})\]/.exec(rest) ?? []
  if (accepted !== undefined) return `one of ${accepted}`
  const name = className.replace(/<.*/s, '').split(/[.$]/).at(-1) ?? ''
  const known = WANTED.find(([pattern]) => pattern.test(name))?.[1]
  // Any other class is parsed from a map, unless it has its own text form.
  return known ?? (/ from String "/.test(rest) ? 'another text' : 'a map')
}

const givenBy = (rest: string): string => {
  const [, text] = / from String ("[^"\n]{0,200}")/.exec(rest) ?? []
  if (text !== undefined) return `, not ${text}`
  const [, kind = ''] = /\bfrom (\w+)(?: value)?/.exec(rest) ?? []
  const given = GIVEN[kind]
  return given === undefined ? '' : `, not ${given}`
}

const GIVEN: Readonly<Record<string, string>> = {
  Array: 'a list',
  Boolean: 'true or false',
  Integer: 'a number',
  Floating: 'a number',
  Number: 'a number',
  Object: 'a map',
  String: 'a text',
}
