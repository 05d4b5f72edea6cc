import { describe, expect, it } from 'vitest'
import { findWords, kebabName, wordsOfFolders } from '../../scripts/words/find-words.ts'
import { sourceViews } from '../../scripts/words/source-views.ts'
import { ALLOWED_PLACES, WORD_RULES } from '../../scripts/words/word-rules.ts'

const wordsIn = (path: string, text: string): readonly string[] => findWords(path, text).map(({ word }) => word)

describe('npm run check:words', () => {
  it.each([
    ['isTold', 'told'],
    ['const TOLD_ONCE = 1', 'told'],
    ['leftAlone', 'left alone'],
    ['const desiredSides = x', 'side'],
    ['gate.keep(secrets)', 'gate'],
    ['new Map<string, Claimant>()', 'claims'],
    ['planWords(plan)', 'words'],
    ['report.promises', 'promise'],
    ['const keyOf = (flow: Flow) => flow.id', 'helper without a subject'],
    ['function nameOf(flow: Flow) {}', 'helper without a subject'],
    ['// The server is told.', 'told'],
    ['/** What a flow renders. */', 'Of, What, Those, Told, Such'],
    ['/**\n * Adds them. Those of a preview are empty.\n */', 'Of, What, Those, Told, Such'],
    ["fail('is no YAML')", 'is no …'],
    ['fail(`${name} stays half done`)', 'half done'],
    ['/** Sees `leftAlone`. */', 'left alone'],
  ])('finds in code: %s', (text, word) => {
    expect(wordsIn('src/plan/a.ts', text)).toEqual([word])
  })

  it.each([
    'export const plan = (): Promise<Plan> => Promise.all(plans)',
    'withSideBySide(serverSide)',
    "import { keep } from './left-alone.ts'",
    'if (/told|meant/.test(kestraText)) retold()',
    "policy['on-drift'] === 'keep'",
    'const action = kept',
    'const keyOf = 3',
    '// There is no flow, and it is no longer used. There may be no other.',
    "fail('HTTP 410 Gone')",
    "fail('did you mean this?')",
    "fail('What changed?')",
    '// Files such as a.yml, as well as others.',
    '// It resolves a `Promise`, by Promise.all of Promise<Plan>s.',
  ])('finds nothing in code: %s', (text) => {
    expect(wordsIn('src/plan/a.ts', text)).toEqual([])
  })

  it.each([
    ['Kestra is told about it.', 'told'],
    ['A paragraph.\nWhat is new comes last.', 'Of, What, Those, Told, Such'],
    ['- Such flows are read.', 'such', 'Of, What, Those, Told, Such'],
    ['The file lies beside it.', 'lies, stands in'],
    ['Somebody edited it as well.', 'nobody, somebody', 'as well'],
    ['It fails when it runs.', 'fails when it runs'],
    ['Run deploy to make the server so.', 'make the server so'],
    ['It is left as it is, and left quite alone.', 'left alone'],
    ['The input `leftAlone`', 'left alone'],
  ])('finds on a page: %s', (text, ...words) => {
    expect(wordsIn('docs/a.md', text).toSorted()).toEqual(words.toSorted())
  })

  it.each([
    'The change in words, side by side.',
    '## What it does',
    '| What | Who |',
    'It shows what a flow does.',
    'Keep the plan: what is kept is listed.',
    'Nothing stands in the way. There is no such flow.',
    'See [the test](../__tests__/gate/gate.test.ts).',
    'Is there no flow? There is none.',
  ])('finds nothing on a page: %s', (text) => {
    expect(wordsIn('docs/a.md', text)).toEqual([])
  })

  it('says where, and what to write instead', () => {
    expect(findWords('docs/a.md', 'One line.\nIt was mended.\n')).toEqual([
      { path: 'docs/a.md', line: 2, column: 8, word: 'mend', instead: 'fix, fixed', found: 'mended' },
    ])
  })

  it('reads the names of files and folders of src/, each once', () => {
    expect(wordsIn('src/plan/plan-words.ts', '')).toEqual(['words'])
    expect(wordsIn('docs/plan-words.md', '')).toEqual([])
    const folders = wordsOfFolders(['src/gate/a.ts', 'src/gate/b.ts', 'src/plan/c.ts', 'docs/gate/d.md'])
    expect(folders.map(({ path }) => path)).toEqual(['src/gate'])
  })

  it('has a rule for each heading', () => {
    expect(WORD_RULES.flatMap(({ text }) => (text === undefined || text.flags.includes('g') ? [] : [text]))).toEqual([])
    const headings = new Set(WORD_RULES.map(({ word }) => word))
    expect(headings.size).toBe(WORD_RULES.length)
    expect(ALLOWED_PLACES.filter(({ word }) => !headings.has(word))).toEqual([])
  })
})

it.each([
  ['isToldBy', '-is-told-by-'],
  ['IS_TOLD_BY', '-is-told-by-'],
  ['YAMLFile', '-yaml-file-'],
  ['is-told-by', '-is-told-by-'],
  ['plan2Words', '-plan2-words-'],
])('kebabName(%s)', (name, kebab) => {
  expect(kebabName(name)).toBe(kebab)
})

describe('sourceViews', () => {
  const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()

  it.each([
    ["a('one') // two", 'a( )', 'one // two'],
    ['`a ${b + `c ${d}` + e} f`', 'b + d + e', 'a c f'],
    ['x = { y: `${{ z }.z}` }', 'x = { y: { z }.z }', ''],
    ["a / b / c + 'd'", 'a / b / c +', 'd'],
    ["s.replace(/'\\/[/']/g, \"'\")", 's.replace( , )', "'"],
    ["import a from 'told'; const b = import('told')", 'import a from ; const b = import( )', ''],
    ["'it\\'s'", '', "it\\'s"],
  ])('%s', (source, code, prose) => {
    const views = sourceViews(source)
    expect([squeezed(views.code), squeezed(views.prose)]).toEqual([code, prose])
    expect([views.code.length, views.prose.length]).toEqual([source.length, source.length])
  })
})
