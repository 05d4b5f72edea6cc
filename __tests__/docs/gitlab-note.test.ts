import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { listen } from '../support/listen.ts'

it.each([
  ['comment.md', 1, 0],
  ['linked/secret', 1, 0],
  ['plain.md', 0, 2],
])('gitlab-note.mjs reads %s through no link', async (file, code, calls) => {
  const folder = mkdtempSync(join(tmpdir(), 'note-'))
  let called = 0
  await using gitlab = await listen(
    createServer((request, response) => {
      called++
      response.end(request.url?.endsWith('/user') === true ? '{"id": 7}' : '[]')
    }),
  )
  try {
    mkdirSync(join(folder, 'outside'))
    mkdirSync(join(folder, 'tree'))
    writeFileSync(join(folder, 'outside/secret'), 'secret')
    symlinkSync('../outside/secret', join(folder, 'tree/comment.md'))
    symlinkSync('../outside', join(folder, 'tree/linked'))
    writeFileSync(join(folder, 'tree/plain.md'), '### Plan')
    const child = spawn(process.execPath, [resolve('examples/ci/gitlab-note.mjs'), file], {
      cwd: join(folder, 'tree'),
      env: { CI_API_V4_URL: gitlab.url, CI_PROJECT_ID: '42', CI_COMMIT_SHA: 'a', GITLAB_NOTE_TOKEN: 'token' },
      stdio: 'ignore',
    })
    await once(child, 'close')
    expect([child.exitCode, called]).toEqual([code, calls])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
