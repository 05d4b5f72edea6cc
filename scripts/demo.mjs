// npm run demo: one command on a fresh clone. Installs what is missing, then runs the demo on the project's own Node.js.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

if (!existsSync('node_modules/.package-lock.json')) {
  console.log('Installing packages (npm ci), which takes about a minute …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}
run('node_modules/.bin/node', ['scripts/demo/demo.ts'])
