import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** UPDATE_GOLDEN=1 writes the files instead of comparing; their diff is then what a reviewer reads. */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1'

export const expectGolden = (name: string, file: string, text: string) => {
  const folder = new URL(`golden/${name}/`, import.meta.url)
  const path = new URL(file, folder)
  if (isUpdate) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}
