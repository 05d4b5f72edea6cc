import * as z from 'zod'
import { type Generation, kindOf, type SentRequest, unprovenKinds } from './contract/proven-requests.ts'

/** An engine to ask. */
interface AskedEngine {
  readonly version: string
  readonly url: string
}

const Noted = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    accept: z.string().nullish(),
    contentType: z.string().nullish(),
    tenant: z.string(),
  }),
)

/** Lets the engines forget what they were sent (by one tenant), so that a run on engines that were there before answers for itself. */
export async function forgetRequests(engines: readonly AskedEngine[], tenant?: string): Promise<void> {
  const query = tenant === undefined ? '' : `?tenant=${tenant}`
  await Promise.all(engines.map(({ url }) => fetch(`${url}/_control/kinds${query}`, { method: 'DELETE' })))
}

/**
 * What the product has sent to these engines since their start and no server of their generation has ever answered: one line
 * `FAILED  …` each, with the test that was the first to send it. Only `_control` knows; a test's own calls are not noted.
 */
export async function unprovenRequests(engines: readonly AskedEngine[]): Promise<readonly string[]> {
  const lines = await Promise.all(
    engines.map(async ({ version, url }) => {
      const response = await fetch(`${url}/_control/kinds`)
      return linesOf(version, Noted.parse(await response.json()))
    }),
  )
  return lines.flat()
}

function linesOf(version: string, noted: z.infer<typeof Noted>): readonly string[] {
  const senders = new Map(noted.map((request) => [kindOf(request), request.tenant]))
  const sent: readonly SentRequest[] = noted
  return unprovenKinds(sent, generationOf(version)).map(
    (kind) =>
      `FAILED  Kestra ${version}: no recording of a real server holds ${kind} (sent by ${senderOf(senders.get(kind) ?? '')})`,
  )
}

/** A tenant is named after its test file, and ends with what makes it the only one. */
function senderOf(tenant: string): string {
  return tenant.replace(/-[0-9a-f]{32}$/, '') || 'a run without credentials'
}

function generationOf(version: string): Generation {
  return version.startsWith('1.') ? 1 : 2
}
