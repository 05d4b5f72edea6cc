import type { Generation } from './proven-requests.ts'

const SECRETS = 'GET /api/v1/{tenant}/namespaces/{namespace}/inherited-secrets, Accept: */*'
const ANSWERED =
  'Answered by real servers of both generations (docs/internals/facts/kestra.md, "Secrets"), after the recordings were made.'

/**
 * Kinds of requests that the product sends although no recording of that generation holds them, with the reason. Whatever is not
 * here and not recorded fails the run.
 */
export const UNPROVEN: Readonly<Record<Generation, Readonly<Record<string, string>>>> = {
  1: {
    'POST /api/v1/{tenant}/flows/validate, Accept: */*, Content-Type: multipart/form-data':
      'Files are validated since 1.3; the recorded server is 1.0.3, and the one of 2.0 has answered it.',
    [SECRETS]: ANSWERED,
  },
  2: {
    [SECRETS]: ANSWERED,
  },
}
