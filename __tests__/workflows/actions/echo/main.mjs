import { appendFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const inputs = Object.entries(process.env).filter(([name, value]) => name.startsWith('INPUT_') && value !== '')
for (const [name, value] of inputs.sort()) console.log(`${name}=${value}`)
const { INPUT_ARTIFACT, GITHUB_OUTPUT, RUNNER_TEMP } = process.env
if (INPUT_ARTIFACT) console.log(`found ${readdirSync(INPUT_ARTIFACT)}`)
const plan = join(RUNNER_TEMP, 'plan.json')
writeFileSync(plan, '{}')
appendFileSync(GITHUB_OUTPUT, `plan-json=${plan}\n`)
