import type { Generation } from './proven-requests.ts'

const SECRETS = 'GET /api/v1/{tenant}/namespaces/{namespace}/inherited-secrets, Accept: */*'
const RUNNING =
  'GET /api/v1/{tenant}/executions/search?filters[namespace][IN]&filters[state][NOT_IN]&page&size, Accept: */*'
const ANSWERED_EXECUTIONS =
  'Answered by real servers of both generations (docs/facts/kestra.md, "Executions"), after the recordings were made.'
const TRIGGERS = 'GET /api/v1/{tenant}/triggers/search?filters[namespace][IN]&page&size, Accept: */*'
const SWITCH_OF_1 = 'PUT /api/v1/{tenant}/triggers, Accept: */*, Content-Type: application/json'
const SWITCH_OF_2 = 'PUT /api/v1/{tenant}/triggers/set-disabled, Accept: */*, Content-Type: application/json'
const ANSWERED_TRIGGERS =
  'Answered by real servers of both generations (docs/facts/kestra.md, "Triggers on the server"), after the recordings were made.'
const ANSWERED =
  'Answered by real servers of both generations (docs/facts/kestra.md, "Secrets"), after the recordings were made.'

/**
 * Kinds of requests that the product sends although no recording of that generation holds them, with the reason. Whatever is not
 * here and not recorded fails the run.
 */
export const UNPROVEN: Readonly<Record<Generation, Readonly<Record<string, string>>>> = {
  1: {
    'POST /api/v1/{tenant}/flows/validate, Accept: */*, Content-Type: multipart/form-data':
      'Files are validated since 1.3; the recorded server is 1.0.3, and the one of 2.0 has answered it.',
    [SECRETS]: ANSWERED,
    [RUNNING]: ANSWERED_EXECUTIONS,
    [TRIGGERS]: ANSWERED_TRIGGERS,
    [SWITCH_OF_1]: ANSWERED_TRIGGERS,
  },
  2: {
    [SECRETS]: ANSWERED,
    [RUNNING]: ANSWERED_EXECUTIONS,
    [TRIGGERS]: ANSWERED_TRIGGERS,
    [SWITCH_OF_2]: ANSWERED_TRIGGERS,
  },
}
