import { describe, expect, it } from 'vitest'
import { KINDS as KINDS_OF_RESOURCES } from '../../src/kinds/kinds.ts'
import { sourceFiles } from './source-files.ts'

/** Outside of `kinds/` a kind is named only where something is openly about flows, or where the contract has a row for each. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/command/check-tree.ts': 'what flows refer to on the server: other flows, and files',
  'src/plan/describe-plan.ts': 'the blast radius: who calls the flows that change',
  'src/plan/known-documents.ts': 'references between flows',
  'src/render/html/changes.ts': 'the place of a flow on the page, for the graph of who calls it',
  'src/render/machine-contract.ts': 'one row for each kind',
}

const KINDS = Object.keys(KINDS_OF_RESOURCES)
const NAMED = new RegExp(`\\bkind (?:===|!==) '(?:${KINDS.join('|')})'|\\bcase '(?:${KINDS.join('|')})':`)

describe('a kind of resource', () => {
  const naming = sourceFiles(/^src\/(?!kinds\/).*\.ts$/)
    .filter(({ text }) => NAMED.test(text))
    .map(({ path }) => path)

  it('is compared by its name in its own folder, and outside in few places, each with a reason', () => {
    expect(naming.filter((path) => ALLOWED[path] === undefined)).toEqual([])
  })

  it('is still named in each of these places', () => {
    expect(Object.keys(ALLOWED).filter((path) => !naming.includes(path))).toEqual([])
  })

  it('would be found by its name', () => {
    expect(NAMED.test("if (name.kind === 'flow')")).toBe(true)
    expect(NAMED.test("    case 'file':")).toBe(true)
    expect(NAMED.test("kind === 'files'")).toBe(false)
  })
})
