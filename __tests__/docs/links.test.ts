import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from '../architecture/source-files.ts'

const pages = sourceFiles(/\.md$/).filter(({ path }) => !/golden\/|^examples\/|fixtures\//.test(path))

/** Targets of links and pictures, outside of code. */
const linksOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)].map(
    ([, link, attribute]) => link ?? attribute ?? '',
  )

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code')

/** How GitHub names the heading of a page in an address. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  )

const brokenIn = ({ path, text }: { readonly path: string; readonly text: string }): readonly string[] =>
  linksOf(text).flatMap((link) => {
    if (/^(?:https?|mailto):/.test(link)) return []
    const [, workflow] = /^\.\.\/\.\.\/actions\/workflows\/([\w-]+\.yml)(?:\/badge\.svg)?$/.exec(link) ?? []
    // On GitHub the page of a workflow is two steps above README.md, whatever the account.
    if (path === 'README.md' && workflow !== undefined)
      return existsSync(`.github/workflows/${workflow}`) ? [] : [`${path}: there is no workflow ${workflow}`]
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? path : posix.join(posix.dirname(path), file)
    if (!existsSync(target)) return [`${path}: ${link} is not there`]
    if (anchor === undefined) return []
    return anchorsOf(readFileSync(target, 'utf8')).has(anchor) ? [] : [`${path}: ${link} has no such heading`]
  })

/** Whether it may stand on a page as an address outside: https, a host with a name, nothing of a sentence at its end. */
const isOutside = (link: string): boolean => {
  if (!URL.canParse(link)) return false
  const { protocol, hostname, username } = new URL(link)
  return (
    protocol === 'https:' &&
    /^(?!\d)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(hostname) &&
    username === '' &&
    !/[.,;:'"]$/.test(link)
  )
}

describe('the pages of this repository', () => {
  it('are found', () => {
    expect(pages.map(({ path }) => path)).toContain('README.md')
  })

  it('link only to files and headings that there are', () => {
    expect(pages.flatMap(brokenIn)).toEqual([])
  })

  it('link outside by https, to hosts with a name', () => {
    const outside = pages.flatMap(({ text }) => linksOf(text)).filter((link) => /^[a-z]+:/.test(link))
    expect(outside.length).toBeGreaterThan(2)
    expect(outside.filter((link) => !isOutside(link))).toEqual([])
    expect(
      ['http://kestra.io', 'https://10.0.0.1/a', 'https://localhost/', 'https://kestra.io.'].filter(isOutside),
    ).toEqual([])
  })

  const withContents = pages.flatMap(({ path, text }) => {
    const [contents] = /(?:^- \[[^\]]+\]\(#[^)]+\)\n){3,}/m.exec(text) ?? []
    return contents === undefined ? [] : [{ path, text, contents }]
  })

  it.each(withContents)('$path lists each of its sections, in their order', ({ text, contents }) => {
    const listed = [...contents.matchAll(/\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor)
    const sections = text
      .slice(text.indexOf(contents))
      .replace(/^```[\s\S]*?^```$/gm, '')
      .match(/^## .+$/gm)
    expect(listed).toEqual([...anchorsOf(sections?.join('\n') ?? '')])
  })

  it('are all reached from README.md', () => {
    const seen = new Set<string>()
    const visit = (path: string): void => {
      if (seen.has(path) || !existsSync(path)) return
      seen.add(path)
      for (const link of linksOf(readFileSync(path, 'utf8'))) {
        const file = link.split('#')[0] ?? ''
        if (file.endsWith('.md') && !/^https?:/.test(file)) visit(posix.join(posix.dirname(path), file))
      }
    }
    visit('README.md')
    const docs = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/'))
    expect(docs.filter((path) => !seen.has(path))).toEqual([])
  })
})
