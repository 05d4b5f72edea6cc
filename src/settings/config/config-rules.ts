import * as z from 'zod'
import type { Problem } from '../../finding/problem.ts'
import { isNamespaceParent } from '../../resource/namespace.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { type ConfigYaml, didYouMeanOr, readConfigYaml } from './config-yaml.ts'

export const ruleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'letters, digits and hyphens, in lower case')
    .describe('Name of the rule, shown when a flow breaks it.'),
  message: z
    .string()
    .min(1)
    .max(1000)
    .describe('A sentence that says what the rule asks for, shown when a flow breaks it.'),
  namespaces: z
    .array(z.string())
    .optional()
    .describe('Namespaces (child namespaces included) whose flows must match. When left out, all.'),
  severity: z
    .enum(['error', 'warning', 'info'])
    .optional()
    .describe('Severity when a flow does not match; "error" (the default) stops the deploy.'),
  schema: z
    .union([z.string().min(1), z.record(z.string(), z.unknown())])
    .describe(
      'The JSON Schema (draft 2020-12) that a flow must match, or the path of a file with it, from the top of the repository.',
    ),
})

/** Converts entries that match `ruleSchema`. Adds what the schema cannot check to `problems`. */
export const parseRules = (
  values: readonly z.infer<typeof ruleSchema>[],
  { positionOf, invalid }: ConfigYaml,
  problems: Problem[],
) => {
  const seen = new Set<string>()
  return values.map(({ id, message, namespaces = [], severity = 'error', schema }, index) => {
    const path = ['rules', index]
    if (seen.has(id)) problems.push(invalid(`Two rules have the id \`${id}\`.`, [...path, 'id']))
    seen.add(id)
    namespaces.forEach((name, at) => {
      if (!isNamespaceParent(name))
        problems.push(invalid(`\`${name}\` is not a valid namespace.`, [...path, 'namespaces', at]))
    })
    if (typeof schema !== 'string')
      for (const fault of schemaFaults(schema))
        problems.push(invalid(fault.message, [...path, 'schema', ...fault.path]))
    return { id, message, namespaces, severity, schema, position: positionOf(path) }
  })
}

/** One entry of `rules`. An empty `namespaces` means all; `position` is in the settings file. */
export type RuleSetting = Readonly<ReturnType<typeof parseRules>[number]>

const MAX_SCHEMA_BYTES = 262_144

/** Parses a schema in a file of its own, JSON or YAML. Problems have their positions in that file. */
export const parseSchemaFile = (
  file: string,
  text: string,
): { readonly schema: Readonly<Record<string, unknown>> | boolean } | { readonly problems: readonly Problem[] } => {
  const read = readConfigYaml(file, text, MAX_SCHEMA_BYTES)
  if ('problems' in read) return read
  const problems = schemaFaults(read.value).map(({ message, path }) => read.invalid(message, path))
  return problems.length > 0 ? { problems } : { schema: Schema.parse(read.value) }
}

const Schema = z.union([z.boolean(), z.record(z.string(), z.unknown())])

/** A mistake in a schema. */
interface SchemaFault {
  /** From the top of the schema. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/**
 * The supported keywords of JSON Schema (draft 2020-12), grouped by the type of their values. Keywords that address other documents
 * (`$id`, `$anchor`, `$dynamicRef`) are not supported. The validation library ignores unknown keywords and values of the wrong type.
 */
const KEYWORDS_OF = [
  ['anything', z.unknown(), 'type enum const default examples'],
  [
    'a schema',
    z.unknown(),
    'items unevaluatedItems contains additionalProperties unevaluatedProperties propertyNames not if then else',
  ],
  ['a list of schemas', z.array(z.unknown()).min(1), 'allOf anyOf oneOf prefixItems'],
  [
    'a mapping of names to schemas',
    z.record(z.string(), z.unknown()),
    '$defs definitions properties patternProperties dependentSchemas',
  ],
  ['a mapping of names to lists of names', z.record(z.string(), z.array(z.string())), 'dependentRequired'],
  ['a text', z.string(), '$schema $comment $ref title description'],
  ['a list of texts', z.array(z.string()), 'required'],
  ['a regular expression', z.string(), 'pattern'],
  [
    'a number',
    z.number(),
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties',
  ],
  ['true or false', z.boolean(), 'uniqueItems'],
] as const

/** The type of each keyword's value, by keyword. */
export const KEYWORDS = new Map(
  KEYWORDS_OF.flatMap(([holds, type, keywords]) =>
    keywords.split(' ').map((keyword) => [keyword, { holds, type }] as const),
  ),
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

/** All mistakes of a rule's schema: unknown keywords, values of the wrong type, references to nothing or to other documents. */
const schemaFaults = (schema: unknown): readonly SchemaFault[] => {
  const walk: SchemaWalk = { faults: [], schemas: new Set(), references: [] }
  checkSchema(walk, schema, [])
  const unresolved = walk.references
    .filter(({ to }) => !walk.schemas.has(decodedPointer(to)))
    .map(({ path, to }) => ({
      path,
      message: `\`$ref: '${to}'\` does not point to a schema in this one; only \`#/…\` is supported.`,
    }))
  return [...walk.faults, ...unresolved]
}

/** The JSON pointer of a reference, as `checkSchema` writes it. A reference to another document stays as it is. */
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
  const holds = KEYWORDS.get(keyword)?.holds
  const fault = wrongValue(keyword, value)
  if (fault !== undefined) walk.faults.push({ path, message: fault })
  else if (keyword === '$ref') walk.references.push({ path, to: String(value) })
  else if (holds === 'a schema') checkSchema(walk, value, path)
  else if (holds === 'a list of schemas' && Array.isArray(value))
    value.forEach((item: unknown, index) => void checkSchema(walk, item, [...path, index]))
  else if (holds === 'a mapping of names to schemas' && isMapValue(value))
    for (const [key, child] of Object.entries(value)) {
      const bad = keyword === 'patternProperties' ? badPattern(key) : undefined
      if (bad !== undefined) walk.faults.push({ path: [...path, key], message: bad })
      checkSchema(walk, child, [...path, key])
    }
}

const wrongValue = (keyword: string, value: unknown): string | undefined => {
  const known = KEYWORDS.get(keyword)
  if (known === undefined)
    return `\`${keyword}\` is not a keyword that rules support; ${didYouMeanOr('docs/rules.md lists them.', keyword, KEYWORDS.keys())}`
  if (keyword === 'type') return wrongType(value)
  if (keyword === '$schema') return value === DIALECT ? undefined : `\`$schema\` must be ${DIALECT}.`
  if (keyword === 'enum') return Array.isArray(value) ? undefined : '`enum` must be a list.'
  if (!known.type.safeParse(value).success) return `\`${keyword}\` must be ${known.holds}.`
  return keyword === 'pattern' ? badPattern(String(value)) : undefined
}

const wrongType = (value: unknown): string | undefined => {
  const unknown = (Array.isArray(value) ? value : [value]).find((type) => !TYPES.includes(String(type)))
  if (unknown === undefined) return undefined
  return `\`${String(unknown)}\` is not a type; ${didYouMeanOr(`the types are ${TYPES.join(', ')}.`, String(unknown), TYPES)}`
}

/** The message for a pattern that the validation library cannot compile; `undefined` for a valid one. */
const badPattern = (pattern: string): string | undefined => {
  try {
    new RegExp(pattern, 'u')
    return undefined
  } catch (error) {
    if (error instanceof SyntaxError)
      return `\`${pattern}\` is not a valid regular expression: ${error.message.replace(/^.*\/u?: /, '')}.`
    throw error
  }
}
