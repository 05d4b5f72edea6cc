import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import type { ServerInfo } from '../kestra/server.ts'
import { UserError } from '../problem/user-error.ts'
import type { Settings } from '../settings/settings.ts'
import { parseJson } from '../text/parse-json.ts'
import type { RunOptions } from './run-options.ts'
import { connect } from './server.ts'

/** Where the schema is looked for, and written to, when "schema" does not say otherwise. */
export const SCHEMA_PATH = '.kestra/flow-schema.json'

const stampOf = ({ version, pluginsHash }: ServerInfo): Stamp => ({ version, pluginsHash: pluginsHash ?? null })
const stamp = z.object({ version: z.string(), pluginsHash: z.string().nullable() })
type Stamp = z.infer<typeof stamp>
const stamped = z.looseObject({ 'x-kestra-gitops': stamp })

/**
 * Writes the JSON schema of flows, with the plugins of this server, to the file of "schema" (or `.kestra/flow-schema.json`)
 * for offline checks. A file that came from the same version with the same plugins is left as it is, unless "refresh" is
 * set. Returns a sentence that says what was done.
 */
export const fetchSchema = async (
  settings: Settings,
  { directory, log, host }: Pick<RunOptions, 'directory' | 'log' | 'host'>,
): Promise<string> => {
  if (settings.server === undefined) {
    throw new UserError(
      'no-server',
      'schema needs a Kestra server. Set "server" (on a terminal KESTRA_URL), "username" and "password", and leave out "offline".',
    )
  }
  const shown = settings.schemaFile ?? SCHEMA_PATH
  const file = resolve(directory, shown)
  const client = await connect(settings.server, { settings, log, host })
  try {
    const current = stampOf(client.info)
    if (!settings.isRefreshing && isSame(await readStamp(file), current)) {
      return `${shown} is up to date: Kestra ${current.version}, the same plugins.`
    }
    const schema = z.looseObject({}).parse(await client.readFlowSchema())
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${JSON.stringify({ 'x-kestra-gitops': current, ...schema })}\n`)
    return `${shown} now holds the flow schema of Kestra ${current.version}. Commit it, and every check offline knows the plugins of that server.`
  } finally {
    await client.close()
  }
}

/** A hash of 0 or none says nothing about the plugins (docs/facts/kestra.md, "Version"). */
const isSame = (known: Stamp | undefined, current: Stamp): boolean =>
  known !== undefined &&
  known.version === current.version &&
  known.pluginsHash === current.pluginsHash &&
  current.pluginsHash !== null &&
  current.pluginsHash !== '0'

const readStamp = async (file: string): Promise<Stamp | undefined> => {
  try {
    const parsed = stamped.safeParse(parseJson(await readFile(file, 'utf8')))
    return parsed.success ? parsed.data['x-kestra-gitops'] : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
