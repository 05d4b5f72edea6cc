import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'

const { CHECKOUT, INPUT_REF } = process.env
cpSync(CHECKOUT, '.', { recursive: true })
if (INPUT_REF) {
  execFileSync('git', ['fetch', '--quiet', 'origin', INPUT_REF])
  execFileSync('git', ['checkout', '--quiet', '--detach', 'FETCH_HEAD'])
}
