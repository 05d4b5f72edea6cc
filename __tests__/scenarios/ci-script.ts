import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export type Variables = Readonly<Record<string, string>>

/** The folders that the scripts of examples/ci expect of their system, in `folder`, which exists. */
export const foldersOfCi = (folder: string): Variables => ({
  TMPDIR: folder,
  AGENT_TEMPDIRECTORY: folder,
  KESTRA_GITOPS: join(folder, 'kestra-gitops'),
})

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
