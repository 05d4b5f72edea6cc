import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const FILE = 'pkg/container/host_environment.go'

// act closes the terminal of a step that failed without waiting for what the step has written, so that a busy machine loses its
// last lines, the annotations of a refused run among them. A step that succeeded is waited for.
const LOSES_OUTPUT = '\terr = cmd.Run()\n\tif err != nil {\n\t\treturn err\n\t}\n\tif tty != nil {\n'
const WAITS_FOR_OUTPUT = '\terr = cmd.Run()\n\tif tty != nil {\n'

/** Builds act from its Go module (`path@version`), mended to keep whole logs of failed steps, as the file `path`. Throws where Go cannot. */
export function buildAct(module: string, path: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'act-'))
  try {
    const { Dir } = JSON.parse(go(folder, 'mod', 'download', '-json', module)) as { readonly Dir: string }
    // Go's copy is read-only.
    cpSync(Dir, folder, { recursive: true })
    for (const part of ['.', dirname(FILE), FILE]) chmodSync(join(folder, part), 0o755)
    waitForOutput(join(folder, FILE))
    mkdirSync(dirname(path), { recursive: true })
    go(folder, 'build', '-o', path, '.')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function waitForOutput(file: string): void {
  const text = readFileSync(file, 'utf8')
  const parts = text.split(LOSES_OUTPUT)
  if (parts.length !== 2)
    throw new Error(`${FILE} of act reads otherwise than it did: see whether it waits for output now.`)
  writeFileSync(file, parts.join(WAITS_FOR_OUTPUT))
}

const go = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('go', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
