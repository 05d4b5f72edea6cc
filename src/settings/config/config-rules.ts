import * as z from 'zod'
import type { Position, Problem, Severity } from '../../problem/problem.ts'
import { isNamespaceParent } from '../../resource/namespace.ts'
import { type ConfigYaml, readConfigYaml } from './config-yaml.ts'
import { schemaFaults } from './rule-schema.ts'

export const ruleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'letters, digits and hyphens, in lower case')
    .describe('What the rule is called where a flow breaks it.'),
  message: z.string().min(1).max(1000).describe('What is asked for, in a sentence for who breaks the rule.'),
  namespaces: z
    .array(z.string())
    .optional()
    .describe('The flows of which namespaces, with their dot-children, must fit. All when left out.'),
  severity: z
    .enum(['error', 'warning', 'info'])
    .optional()
    .describe('How grave it is that a flow does not fit; "error" (the default) stops the deploy.'),
  schema: z
    .union([z.string().min(1), z.record(z.string(), z.unknown())])
    .describe(
      'The JSON Schema (draft 2020-12) that a flow must fit, or the path of a file with it, from the top of the repository.',
    ),
})

/** One entry of `rules`. */
export interface RuleSetting {
  readonly id: string
  readonly message: string
  /** Empty: all. */
  readonly namespaces: readonly string[]
  readonly severity: Severity
  /** As it is written, or the path of the file that holds it. */
  readonly schema: string | Readonly<Record<string, unknown>>
  /** Of the entry, in the file of settings. */
  readonly position: Position
}

/** The entries as they count; what is wrong beyond their form is added to `problems`. */
export const parseRules = (
  values: readonly z.infer<typeof ruleSchema>[],
  { positionOf, invalid }: ConfigYaml,
  problems: Problem[],
): readonly RuleSetting[] => {
  const seen = new Set<string>()
  return values.map(({ id, message, namespaces = [], severity = 'error', schema }, index) => {
    const path = ['rules', index]
    if (seen.has(id)) problems.push(invalid(`Two rules are called \`${id}\`.`, [...path, 'id']))
    seen.add(id)
    namespaces.forEach((name, at) => {
      if (!isNamespaceParent(name)) problems.push(invalid(`\`${name}\` is no namespace.`, [...path, 'namespaces', at]))
    })
    if (typeof schema !== 'string')
      for (const fault of schemaFaults(schema))
        problems.push(invalid(fault.message, [...path, 'schema', ...fault.path]))
    return { id, message, namespaces, severity, schema, position: positionOf(path) }
  })
}

const MAX_SCHEMA_BYTES = 262_144

/** The schema in a file of its own, JSON or YAML; what is wrong with it at its place there. */
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
