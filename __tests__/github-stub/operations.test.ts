import { Octokit } from '@octokit/rest'
import { expect, test } from 'vitest'
import { sourceFiles } from '../architecture/source-files.ts'
import { handlers } from './handlers/handlers.ts'
import openapi from './openapi.json' with { type: 'json' }

/** What `rest.issues.create` and the like send: `POST /repos/{owner}/{repo}/issues`. */
const routeOf = (scope: string, name: string): string => {
  const call = Object.entries(new Octokit().rest).find(([key]) => key === scope)?.[1]
  const { method, url } = Reflect.get(call ?? {}, name).endpoint.DEFAULTS
  return `${method} ${url}`
}

test('the stub serves the operations that the product calls, and no other', () => {
  const routes = sourceFiles(/^src\/github\/.*\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/\brest\.(\w+)\.(\w+)\b/g)].map(([, scope = '', name = '']) => routeOf(scope, name)),
  )
  const called = new Set(routes)
  const served = openapi.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  expect(served.toSorted()).toEqual([...called].toSorted())
  expect([...handlers.keys()].toSorted()).toEqual(openapi.operations.map(({ id }) => id).toSorted())
})
