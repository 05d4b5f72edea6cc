import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from '../architecture/source-files.ts'

interface Citation {
  readonly page: string
  readonly headings: readonly string[]
}

/** Comments that stand on lines of their own, each as one line. */
const commentsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^[ \t]*\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+/gm)].map(([comment]) =>
    comment.replace(/^[ \t]*(?:\/\*\*?|\*\/?|\/\/)/gm, ' ').replace(/\s+/g, ' '),
  )

/** `docs/internals/facts/kestra.md, "Accept"`: a page, seen from the top of the repository, and headings of it. */
const citationsOf = (comment: string): readonly Citation[] =>
  [...comment.matchAll(/(?<![\w/.-])((?:[\w.-]+\/)*[\w-]+\.md)((?:, "[^"]+")*)/g)].map(
    ([, page = '', headings = '']) => ({
      page,
      headings: [...headings.matchAll(/"([^"]+)"/g)].map(([, heading = '']) => heading),
    }),
  )

const headingsOf = (page: string): ReadonlySet<string> =>
  new Set(
    [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading.replaceAll('`', '').trim(),
    ),
  )

const missing = ({ page, headings }: Citation): readonly string[] => {
  if (!existsSync(page)) return [page]
  const known = headingsOf(page)
  return headings.filter((heading) => !known.has(heading)).map((heading) => `${page}, "${heading}"`)
}

describe('what comments cite', () => {
  const files = sourceFiles(/^(?:src|__tests__|scripts|bench)\/.*\.(?:ts|mjs|java)$/)
  const cited = files.flatMap(({ path, text }) =>
    commentsOf(text)
      .flatMap(citationsOf)
      .map((citation) => ({ path, citation })),
  )

  it('is found', () => {
    const comment = commentsOf(
      '/**\n * Two lines (docs/internals/facts/kestra.md,\n * "Accept", "Retry").\n */\n// x\n// README.md\n',
    )
    expect(comment.flatMap(citationsOf)).toEqual([
      { page: 'docs/internals/facts/kestra.md', headings: ['Accept', 'Retry'] },
      { page: 'README.md', headings: [] },
    ])
    expect(cited.filter(({ citation }) => citation.page.startsWith('docs/internals/facts/')).length).toBeGreaterThan(50)
  })

  it('stands in this repository, under the heading that is named', () => {
    expect(cited.flatMap(({ path, citation }) => missing(citation).map((what) => `${path} cites ${what}`))).toEqual([])
  })
})

describe('the paths that pages name, from the top or from where they stand', () => {
  const pages = sourceFiles(/^(?:docs|__tests__)\/.*\.md$|^README\.md$/).filter(
    ({ path }) => !/golden|fixtures/.test(path),
  )
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:src|__tests__|scripts|bench|docs|examples)\/[\w./-]+)`/g)].map(([, name = '']) => ({
      path,
      name,
    })),
  )

  it('are there', () => {
    expect(named.length).toBeGreaterThan(10)
    expect(
      named
        .filter(({ path, name }) => !existsSync(name) && !existsSync(posix.join(posix.dirname(path), name)))
        .map(({ path, name }) => `${path} names ${name}`),
    ).toEqual([])
  })
})
