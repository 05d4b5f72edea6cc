import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { builtDist } from './built-dist.ts'

export type Variables = Readonly<Record<string, string>>

/** `npx --yes kestra-gitops@1` without a registry: the command line that was built here. */
export const standInForNpx = (folder: string): void => {
  mkdirSync(folder, { recursive: true })
  const program = join(folder, 'npx')
  writeFileSync(
    program,
    `#!/bin/sh\n[ "$1 $2" = '--yes kestra-gitops@1' ] || exit 64\nshift 2\nexec '${process.execPath}' '${join(builtDist(), 'cli.js')}' "$@"\n`,
  )
  chmodSync(program, 0o755)
}

/** As these systems do: a shell that ends at the first command that fails. */
export const runScript = async (script: string, { cwd, env }: { readonly cwd: string; readonly env: Variables }) => {
  const child = spawn('sh', ['-e', '-c', script], { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ])
  return { code, stdout, stderr }
}
