// Extracts the routes of Kestra's OpenAPI description (method, path, query, types taken and given) into one committed JSON.
// The tests compare the engine's HTTP layer with it. To renew __tests__/engine/openapi/VERSION.json, with the description that a
// server of that version serves at /swagger/kestra.yml:
//
//   node scripts/extract-kestra-routes.mjs kestra.yml VERSION
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

const FOLDER = '__tests__/engine/openapi'
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options']

const [descriptionFile, version] = process.argv.slice(2)
if (version === undefined) throw new Error('Give the file of the description and the version it describes.')

const describeRoute = (path, method, { operationId, parameters = [], requestBody, responses }) => ({
  method: method.toUpperCase(),
  path,
  name: operationId,
  query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
  consumes: Object.keys(requestBody?.content ?? {}).toSorted(),
  produces: [...new Set(Object.values(responses).flatMap(({ content = {} }) => Object.keys(content)))].toSorted(),
})

const { paths } = parse(readFileSync(descriptionFile, 'utf8'))
const routes = Object.entries(paths).flatMap(([path, operations]) =>
  METHODS.filter((method) => method in operations).map((method) => describeRoute(path, method, operations[method])),
)
// One route in a line, so that a change shows as such.
mkdirSync(FOLDER, { recursive: true })
writeFileSync(`${FOLDER}/${version}.json`, `[\n${routes.map((route) => ` ${JSON.stringify(route)}`).join(',\n')}\n]\n`)
console.log(`${routes.length} routes`)
