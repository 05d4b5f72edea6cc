import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nextChange } from '../../src/repository/watch.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'next-change-'))
  for (const name of ['.git', 'flows']) mkdirSync(join(folder, name))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whether it resolves within a second and a half of the change. */
const isReported = async (change: () => void): Promise<boolean> => {
  const cancel = new AbortController()
  let isOver = false
  const waiting = nextChange(folder, cancel.signal).then(() => {
    isOver = true
  })
  await sleep(200)
  change()
  for (let waited = 0; waited < 1500 && !isOver; waited += 50) await sleep(50)
  const reported = isOver
  cancel.abort()
  await waiting
  return reported
}

describe('the next change of a folder', () => {
  it('is that of a file, however deep', async () => {
    expect(await isReported(() => writeFileSync(join(folder, 'flows', 'a.yml'), 'id: a'))).toBe(true)
  })

  it('is none of Git itself, and none where the run is ended', async () => {
    expect(await isReported(() => writeFileSync(join(folder, '.git', 'index'), 'x'))).toBe(false)
  })
})
