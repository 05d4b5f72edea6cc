import { expect, test } from 'vitest'
import { sourceFiles } from '../architecture/source-files.ts'
import { handlers } from './handlers/handlers.ts'
import openapi from './openapi.json' with { type: 'json' }

test('the stub serves the operations that the product calls, and no other', () => {
  const routes = sourceFiles(/^src\/github\/.*\.ts$/).flatMap(
    ({ text }) => text.match(/'(?:GET|POST|PATCH|DELETE) \/[^']*'/g) ?? [],
  )
  const called = new Set(routes.map((route) => route.slice(1, -1)))
  const served = openapi.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  expect(served.toSorted()).toEqual([...called].toSorted())
  expect([...handlers.keys()].toSorted()).toEqual(openapi.operations.map(({ id }) => id).toSorted())
})
