import { expect, it } from 'vitest'
import { KINDS } from '../../src/kinds/kinds.ts'
import { importsOf, sourceFiles } from './source-files.ts'

const NAME = `(?:${Object.keys(KINDS).join('|')})`
const COMPARISON = new RegExp(
  `\\bkind\\)? [!=]== '${NAME}'|\\bcase '${NAME}':|\\b(?:KINDS|ON_SERVER)\\.${NAME}\\b`,
  'i',
)

/** Openly about flows, which alone are run, have triggers and call each other; the contract of the output has a row for each kind. */
const ABOUT_FLOWS =
  /^src\/(?:(?:verify|flow-tests)\/|commands\/follow-receipt|plan\/(?:describe-plan|known-flows)|render\/(?:html\/changes|machine-contract))/

const outside = sourceFiles(/^src\/(?!kinds\/).*\.ts$/)

it('no file outside of kinds/ compares a kind by its name, except those that are openly about flows', () => {
  const comparing = outside.filter(({ text }) => COMPARISON.test(text)).map(({ path }) => path)
  expect(comparing.filter((path) => !ABOUT_FLOWS.test(path))).toEqual([])
})

it('no file outside of kinds/ imports from the folder of one kind', () => {
  const ofOneKind = new RegExp(`^src/kinds/${NAME}/`)
  const importing = outside.filter((file) => importsOf(file).some((target) => ofOneKind.test(target)))
  expect(importing.map(({ path }) => path)).toEqual([])
})
