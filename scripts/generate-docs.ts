// Everything that is generated from tables, made anew: npm run docs.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const GENERATORS = [
  'generate-literal-routes',
  'generate-rules',
  'generate-action',
  'generate-readme',
  'generate-badges',
  'generate-recipes',
  'generate-problems',
  'generate-mistakes',
  'generate-plan-schema',
  'generate-config-schema',
]

for (const name of GENERATORS) {
  execFileSync(process.execPath, [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))], { stdio: 'inherit' })
}
