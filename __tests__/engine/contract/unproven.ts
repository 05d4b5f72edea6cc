import type { Generation } from './proven-requests.ts'

const SECRETS = 'GET /api/v1/{tenant}/namespaces/{namespace}/inherited-secrets, Accept: */*'
const ANSWERED =
  'Answered by real servers of both generations (docs/internals/facts/kestra.md, "Secrets"), after the recordings were made.'

const HISTORY =
  'The filters and the sort were answered 200 by real servers (docs/internals/facts/kestra.md, "Executions"), after the recordings were made.'
const EQUALS = 'Both engines answer it (scenarios/run-history.test.ts); no real server was asked.'
const SEARCH = 'GET /api/v1/{tenant}/executions/search'
const FROM = 'filters[namespace][IN]&filters[startDate][GREATER_THAN_OR_EQUAL_TO]&page&size&sort, Accept: */*'

/**
 * Kinds of requests that the product sends although no recording of that generation holds them, with the reason. Whatever is not
 * here and not recorded fails the run.
 */
export const UNPROVEN: Readonly<Record<Generation, Readonly<Record<string, string>>>> = {
  1: {
    'POST /api/v1/{tenant}/flows/validate, Accept: */*, Content-Type: multipart/form-data':
      'Files are validated since 1.3; the recorded server is 1.0.3, and the one of 2.0 has answered it.',
    [SECRETS]: ANSWERED,
    [`${SEARCH}?${FROM}`]: HISTORY,
    [`${SEARCH}?filters[flowId][EQUALS]&${FROM}`]: EQUALS,
  },
  2: {
    [SECRETS]: ANSWERED,
    [`${SEARCH}?filters[flowId][IN]&${FROM}`]: HISTORY,
    [`${SEARCH}?filters[flowId][EQUALS]&${FROM}`]: EQUALS,
  },
}
