// Extracts the operations that the GitHub stub serves from GitHub's own OpenAPI description into one committed JSON.
// The package is 385 MB installed, so it is no dependency of this project. To renew __tests__/github-stub/openapi.json:
//
//   (mkdir -p "$FOLDER" && cd "$FOLDER" && npm init --yes && npm install @octokit/openapi@23.0.2)
//   node scripts/extract-github-openapi.mjs "$FOLDER"/node_modules/@octokit/openapi
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OPERATIONS = [
  'actions/get-workflow-run',
  'git/create-blob',
  'git/create-commit',
  'git/create-ref',
  'git/create-tree',
  'git/get-blob',
  'git/get-commit',
  'git/get-ref',
  'git/get-tree',
  'git/update-ref',
  'issues/create',
  'issues/create-comment',
  'issues/delete-comment',
  'issues/get',
  'issues/list-comments',
  'issues/list-for-repo',
  'issues/update',
  'issues/update-comment',
  'pulls/create',
  'pulls/get',
  'pulls/list',
  'pulls/list-files',
  'pulls/update',
  'repos/compare-commits-with-basehead',
  'repos/create-deployment',
  'repos/create-deployment-status',
  'repos/list-pull-requests-associated-with-commit',
  'users/get-authenticated',
]

/** Needed beside the operations: what every failure answers, and what events hold. */
const ROOTS = ['basic-error', 'full-repository', 'pull-request', 'simple-user'].map(
  (name) => `#/components/schemas/${name}`,
)

const DROPPED = new Set([
  'description',
  'example',
  'examples',
  'summary',
  'tags',
  'externalDocs',
  'x-github',
  'x-octokit',
  'deprecated',
  'servers',
  'title',
  'x-github-breaking-changes',
  'discriminator',
])

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Removes texts and examples. Below `properties` a key is a name (a label has a `description`), not a keyword. */
function withoutTexts(node, isMapOfNames = false) {
  if (Array.isArray(node)) return node.map((item) => withoutTexts(item))
  if (!isObject(node)) return node
  const kept = Object.entries(node).filter(([key]) => isMapOfNames || !DROPPED.has(key))
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'enum' ? value : withoutTexts(value, !isMapOfNames && key === 'properties'),
    ]),
  )
}

/** OpenAPI 3.0 as JSON Schema: `nullable` as a type, also where it has no `type` beside it and where an enum forgets `null`. */
function asJsonSchema(node) {
  if (Array.isArray(node)) return node.map(asJsonSchema)
  if (!isObject(node)) return node
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'enum' ? value : asJsonSchema(value)]),
  )
  // Where GitHub's default is the empty text, it answers the empty text, which is no URI.
  if (rest.format === 'uri' && rest.default === '') delete rest.format
  // A property may itself be called "nullable": then it is a schema, not a boolean.
  if (typeof nullable !== 'boolean') return nullable === undefined ? rest : { ...rest, nullable }
  if (!nullable) return rest
  if (typeof rest.type !== 'string') return { anyOf: [rest, { type: 'null' }] }
  const isOpenEnum = Array.isArray(rest.enum) && !rest.enum.includes(null)
  return { ...rest, type: [rest.type, 'null'], ...(isOpenEnum && { enum: [...rest.enum, null] }) }
}

/** `#/components/<kind>/<name>` of every reference below `node`. */
function* referencesIn(node) {
  if (Array.isArray(node)) for (const item of node) yield* referencesIn(item)
  if (!isObject(node)) return
  if (typeof node.$ref === 'string') yield node.$ref
  for (const value of Object.values(node)) yield* referencesIn(value)
}

/** Replaces references to parameters and responses by what they name; schemas stay references, as some are recursive. */
function inlined(node, components) {
  if (Array.isArray(node)) return node.map((item) => inlined(item, components))
  if (!isObject(node)) return node
  const [, kind, name] = /^#\/components\/(parameters|responses|headers)\/(.+)$/.exec(node.$ref ?? '') ?? []
  if (kind !== undefined) return inlined(components[kind][name], components)
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inlined(value, components)]))
}

function describeOperation({ path, method, operation, components }) {
  const { operationId, parameters = [], requestBody, responses, externalDocs } = inlined(operation, components)
  const schemaOf = (content) => content?.['application/json']?.schema
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    documentation: externalDocs?.url ?? '',
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required === true,
      // GitHub's own mark: the value of this path parameter may hold slashes.
      isMultiSegment: parameter['x-multi-segment'] === true,
      schema: parameter.schema,
    })),
    requestBody: schemaOf(requestBody?.content),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [status, schemaOf(response.content) ?? null]),
    ),
  }
}

const [packageFolder] = process.argv.slice(2)
if (packageFolder === undefined) throw new Error('Give the folder of the installed package @octokit/openapi.')
const description = JSON.parse(readFileSync(join(packageFolder, 'generated/api.github.com.json'), 'utf8'))

const operations = []
for (const [path, methods] of Object.entries(description.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    if (!OPERATIONS.includes(operation.operationId)) continue
    operations.push(describeOperation({ path, method, operation, components: description.components }))
  }
}
const missing = OPERATIONS.filter((id) => !operations.some((operation) => operation.id === id))
if (missing.length > 0) throw new Error(`The description has no ${missing.join(', ')}.`)

// A set grows while it is walked, so this follows references to their end.
const names = new Set([...ROOTS, ...referencesIn(operations)])
for (const name of names) {
  const schema = description.components.schemas[name.split('/').at(-1)]
  for (const reference of referencesIn(schema)) names.add(reference)
}
const schemas = {}
for (const name of [...names].map((reference) => reference.split('/').at(-1)).sort()) {
  schemas[name] = asJsonSchema(withoutTexts(description.components.schemas[name]))
}
const extract = {
  source: `@octokit/openapi ${description.info.version}, api.github.com`,
  operations: operations
    .map(({ id, ...operation }) => ({ id, ...asJsonSchema(withoutTexts(operation)) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  components: { schemas },
}
writeFileSync('__tests__/github-stub/openapi.json', `${JSON.stringify(extract, null, 1)}\n`)
console.log(`${operations.length} operations, ${Object.keys(schemas).length} schemas`)
