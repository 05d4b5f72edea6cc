// Fails when the committed dist/ is not what src/ builds to: users run dist/, reviewers read src/.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const fresh = mkdtempSync(join(tmpdir(), 'kestra-gitops-dist-'))
execFileSync(process.execPath, ['scripts/build.mjs', fresh], { stdio: 'inherit' })
const read = (folder, name) => {
  try {
    return readFileSync(join(folder, name))
  } catch {
    return undefined
  }
}
const names = new Set([...readdirSync(fresh), ...readdirSync('dist')])
const stale = [...names].filter((name) => {
  const [built, committed] = [read(fresh, name), read('dist', name)]
  return built === undefined || committed === undefined || !built.equals(committed)
})
rmSync(fresh, { recursive: true })
if (stale.length > 0) {
  console.error(
    `dist/ is not what src/ builds to: ${stale.join(', ')}. Run "npm run build" and commit dist/ in a commit of its own.`,
  )
  process.exitCode = 1
}
