import { isMapValue } from '../../yaml/map-value.ts'
import { meantOr } from './config-yaml.ts'

/** Something of a schema that would not be what its author means. */
export interface SchemaFault {
  /** Below the schema. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/**
 * The keywords of JSON Schema (draft 2020-12) that rules know, by what each holds. Left out is what looks elsewhere (`$id`, `$anchor`,
 * `$dynamicRef`). The library that compares passes over a keyword that it does not know, and over a value of the wrong type.
 */
const KEYWORDS_OF = [
  ['anything', 'type enum const default examples'],
  [
    'schema',
    'items unevaluatedItems contains additionalProperties unevaluatedProperties propertyNames not if then else',
  ],
  ['schemas', 'allOf anyOf oneOf prefixItems'],
  ['map of schemas', '$defs definitions properties patternProperties dependentSchemas'],
  ['map of lists', 'dependentRequired'],
  ['text', '$schema $comment $ref title description'],
  ['texts', 'required'],
  ['pattern', 'pattern'],
  [
    'number',
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties',
  ],
  ['boolean', 'uniqueItems'],
] as const

type KeywordKind = (typeof KEYWORDS_OF)[number][0]

/** By their names. */
export const KEYWORDS: ReadonlyMap<string, KeywordKind> = new Map(
  KEYWORDS_OF.flatMap(([kind, keywords]) => keywords.split(' ').map((keyword) => [keyword, kind] as const)),
)

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']

type Path = SchemaFault['path']

interface SchemaWalk {
  readonly faults: SchemaFault[]
  /** JSON pointers of every schema within. */
  readonly schemas: Set<string>
  readonly references: { readonly path: Path; readonly to: string }[]
}

/** All that is wrong with the schema of a rule: unknown keywords, values of another type, references to nothing or to outside. */
export const schemaFaults = (schema: unknown): readonly SchemaFault[] => {
  const walk: SchemaWalk = { faults: [], schemas: new Set(), references: [] }
  checkSchema(walk, schema, [])
  const lost = walk.references
    .filter(({ to }) => !walk.schemas.has(decodedPointer(to)))
    .map(({ path, to }) => ({
      path,
      message: `\`$ref: '${to}'\` leads to no schema in this one; only \`#/…\` is followed.`,
    }))
  return [...walk.faults, ...lost]
}

/** As `checkSchema` names them; a reference to outside is none of them. */
const decodedPointer = (reference: string): string =>
  reference.startsWith('#') ? reference.slice(1).replaceAll('~1', '/').replaceAll('~0', '~') : reference

const checkSchema = (walk: SchemaWalk, schema: unknown, path: Path): void => {
  walk.schemas.add(path.map((step) => `/${step}`).join(''))
  if (typeof schema === 'boolean') return
  if (!isMapValue(schema)) {
    walk.faults.push({ path, message: 'A schema is a mapping of keywords, or `true` or `false`.' })
    return
  }
  for (const [keyword, value] of Object.entries(schema)) checkKeyword(walk, value, [...path, keyword])
}

const checkKeyword = (walk: SchemaWalk, value: unknown, path: Path): void => {
  const keyword = String(path.at(-1))
  const kind = KEYWORDS.get(keyword)
  const fault = kind === undefined ? unknownKeyword(keyword) : wrongValue(keyword, kind, value)
  if (fault !== undefined) walk.faults.push({ path, message: fault })
  else if (keyword === '$ref') walk.references.push({ path, to: String(value) })
  else if (kind === 'schema') checkSchema(walk, value, path)
  else if (kind === 'schemas' && Array.isArray(value))
    value.forEach((item: unknown, index) => void checkSchema(walk, item, [...path, index]))
  else if (kind === 'map of schemas' && isMapValue(value))
    for (const [key, child] of Object.entries(value)) {
      const bad = keyword === 'patternProperties' ? badPattern(key) : undefined
      if (bad !== undefined) walk.faults.push({ path: [...path, key], message: bad })
      checkSchema(walk, child, [...path, key])
    }
}

const unknownKeyword = (keyword: string): string =>
  `\`${keyword}\` is no keyword that a rule knows; ${meantOr('docs/rules.md lists them.', keyword, KEYWORDS.keys())}`

const FITS: Readonly<Record<KeywordKind, (value: unknown) => boolean>> = {
  anything: () => true,
  schema: () => true,
  schemas: (value) => Array.isArray(value) && value.length > 0,
  'map of schemas': (value) => isMapValue(value),
  'map of lists': (value) => isMapValue(value) && Object.values(value).every((list) => FITS.texts(list)),
  text: (value) => typeof value === 'string',
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  pattern: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
}

const WORDS: Readonly<Record<KeywordKind, string>> = {
  anything: 'anything',
  schema: 'a schema',
  schemas: 'a list of schemas',
  'map of schemas': 'a mapping of names to schemas',
  'map of lists': 'a mapping of names to lists of names',
  text: 'a text',
  texts: 'a list of texts',
  pattern: 'a regular expression',
  number: 'a number',
  boolean: 'true or false',
}

const wrongValue = (keyword: string, kind: KeywordKind, value: unknown): string | undefined => {
  if (keyword === 'type') return wrongType(value)
  if (keyword === '$schema') return value === DIALECT ? undefined : `\`$schema\` must be ${DIALECT}.`
  if (keyword === 'enum') return Array.isArray(value) ? undefined : '`enum` must be a list.'
  if (!FITS[kind](value)) return `\`${keyword}\` must be ${WORDS[kind]}.`
  return kind === 'pattern' ? badPattern(String(value)) : undefined
}

const wrongType = (value: unknown): string | undefined => {
  const unknown = (Array.isArray(value) ? value : [value]).find((type) => !TYPES.includes(String(type)))
  if (unknown === undefined) return undefined
  return `\`${String(unknown)}\` is no type; ${meantOr(`there are ${TYPES.join(', ')}.`, String(unknown), TYPES)}`
}

/** As the library compiles it. */
const badPattern = (pattern: string): string | undefined => {
  try {
    new RegExp(pattern, 'u')
    return undefined
  } catch (error) {
    if (error instanceof SyntaxError)
      return `\`${pattern}\` is no regular expression: ${error.message.replace(/^.*\/u?: /, '')}.`
    throw error
  }
}
