import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Where the pictures of the docs are. */
export const FOLDER = join(ROOT, 'docs/pictures')

/** The golden story (`__tests__/render/golden`) of each picture of a comment, by the name of the picture. */
export const COMMENTS: Readonly<Record<string, string>> = {
  plan: 'readme',
  'receipt-kept': 'receipt-kept',
  'receipt-not-kept': 'receipt-not-kept',
  conflict: 'conflict',
  invalid: 'invalid',
  fork: 'offline-fork',
  group: 'group-promise',
  'group-receipt': 'group-receipt',
}

/** The golden story of the picture `page`, which shows the HTML page of that run. */
export const PAGE_STORY = 'readme'

/** The forms of each picture; the width is in CSS pixels. */
export const FORMS = [
  { name: 'light', width: 900, theme: 'light' },
  { name: 'dark', width: 900, theme: 'dark' },
  { name: 'phone', width: 390, theme: 'light' },
] as const

/** The golden comment of a story, as Markdown. */
export const goldenComment = (story: string): string =>
  readFileSync(join(ROOT, '__tests__/render/golden', story, 'rendered.md'), 'utf8')

/** SHA-256 of the golden comment that each picture shows, by the name of the picture; `docs/pictures/drawn.json` has those of the last drawing. */
export const goldenDigests = (): Readonly<Record<string, string>> => {
  const stories = Object.entries({ ...COMMENTS, page: PAGE_STORY })
  const digest = (story: string) => createHash('sha256').update(goldenComment(story)).digest('hex')
  return Object.fromEntries(stories.map(([name, story]) => [name, digest(story)]))
}
