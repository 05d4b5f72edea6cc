/** A Java class with its package and type parameters; `io.kestra.plugin.…` are the types that flows name. */
const CLASS = String.raw`(?:java|javax|jakarta|sun|com\.fasterxml|org\.yaml|io\.micronaut|io\.kestra\.core\.(?!tasks\.))[\w$]*(?:\.[\w$]+)+(?:<[\w$.<>,? ]*>)?`

/** What Kestra's parser of values says of one that it cannot read: the class that it wants, what it got, and the reason. */
const NOT_READ =
  /^Cannot (?:deserialize value|construct instance) of (?:type )?\x60([^\x60\n]{1,500})\x60(?: \([^)\n]*\))?([\s\S]*)$/

/** By the name of the class without its package. */
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
 * The words of a server without what belongs to its program: Java classes, events of its YAML parser, and `null` in place of an id. A text
 * without any of these comes back as it is.
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
  // Any other class is read from a map, but for what has a form of its own as a text.
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
