import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FOLDER, FORMS, goldenDigests } from '../../scripts/pictures.ts'

const digests = goldenDigests()
const drawn: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(FOLDER, 'drawn.json'), 'utf8'))

/** The width of a PNG, from its first chunk. */
const widthOf = (name: string): number => readFileSync(join(FOLDER, `${name}.png`)).readUInt32BE(16)

describe('the pictures of the docs', () => {
  it.each(Object.entries(digests))('%s shows the golden comment as it is now (npm run pictures)', (name, digest) => {
    expect(drawn[name]).toBe(digest)
  })

  const files = Object.keys(digests).flatMap((name) =>
    FORMS.map((form) => [`${name}-${form.name}`, form.width] as const),
  )
  it.each(files)('%s is %i pixels wide', (name, width) => {
    expect(widthOf(name)).toBe(width)
  })

  it('has a phone of 390 pixels', () => {
    expect(FORMS.find(({ name }) => name === 'phone')?.width).toBe(390)
  })
})
