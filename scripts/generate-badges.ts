// Writes the badges of README.md: the licence of package.json, and the versions of Kestra whose engines the tests run. A test keeps them equal.
import { readFileSync, writeFileSync } from 'node:fs'
import { engineVersions } from '../__tests__/engine/engine-versions.ts'

const { license } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** The label and the value of each badge, by the name of its file in docs/pictures. */
const BADGES: Readonly<Record<string, readonly [label: string, value: string]>> = {
  'badge-licence.svg': ['licence', license],
  'badge-kestra.svg': ['tested with Kestra', engineVersions.toSorted().join(' and ')],
}

const CHARACTER_WIDTH = 6.6
const PADDING = 12

const widthOf = (text: string): number => Math.round(text.length * CHARACTER_WIDTH + PADDING)

const render = (label: string, value: string): string => {
  const [left, right] = [widthOf(label), widthOf(value)]
  const text = (content: string, middle: number) => `<text x="${middle}" y="14">${content}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}: ${value}">`,
    `<rect width="${left + right}" height="20" rx="3" fill="#555"/>`,
    `<path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${right - 3}z" fill="#0a6ebd"/>`,
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    `${text(label, left / 2)}${text(value, left + right / 2)}</g>`,
    '</svg>',
    '',
  ].join('\n')
}

/** The text of each badge, by its path from the top of the repository. */
export const renderBadges = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(BADGES).map(([name, [label, value]]) => [`docs/pictures/${name}`, render(label, value)]),
  )

if (import.meta.main) {
  for (const [path, text] of Object.entries(renderBadges())) writeFileSync(new URL(`../${path}`, import.meta.url), text)
}
