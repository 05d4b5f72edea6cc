import { explainAnswer } from '../../../src/kestra/explain-failure.ts'
import { explainConnectionError } from '../../../src/kestra/http/explain-connection.ts'
import { PULL_REQUEST } from '../../support/promised-merge.ts'
import type { ServerInMemory } from '../../support/server-in-memory.ts'
import type { Story } from '../../support/shop.ts'
import { anotherSql, CLEAN_UP, DELETES, type GoldenCase, HEALTH, later, withRefund } from './golden-case.ts'

const withMore = (text: string): string => `${text}# one line\n# and one of another pull request\n`

const three: Story = { command: 'deploy', change: { ...anotherSql, ...later, ...withRefund } }

const answerOf = (status: number, { client: { target } }: ServerInMemory, what: string, message?: string) => {
  const body = Buffer.from(message === undefined ? '' : JSON.stringify({ message }))
  return explainAnswer({ status, contentType: 'application/json', body }, what, target)
}

/** The server takes the file, and refuses the flow that comes after it. */
const refusing = (server: ServerInMemory): void => {
  server.earlier = ({ verb, name }) => {
    if (verb !== 'write' || name !== 'import-orders') return undefined
    const { message } = answerOf(422, server, 'update the flow', 'Invalid entity: fetch.uri: must not be null\n')
    return { kind: 'refused', message }
  }
}

/** It refuses the flow, and from then on is not there to put the file back. */
const leaving = (server: ServerInMemory): void => {
  refusing(server)
  const { earlier } = server
  let hasRefused = false
  server.earlier = (call) => {
    const refusal = earlier(call)
    if (hasRefused && call.verb !== 'read')
      return { kind: 'refused', message: answerOf(403, server, 'write the file').message }
    hasRefused ||= refusal !== undefined
    return refusal
  }
}

/** What a deploy leaves behind on the pull request. */
export const receipts: readonly GoldenCase[] = [
  {
    name: 'receipt-ok',
    story: three,
    options: { stage: 'deployed' },
  },
  {
    name: 'receipt-kept',
    story: { ...three, approved: { edits: three.change ?? {}, also: [] } },
    options: { stage: 'deployed', pullRequest: PULL_REQUEST },
  },
  {
    name: 'receipt-not-kept',
    story: {
      ...three,
      change: { ...three.change, [HEALTH]: withMore },
      approved: {
        edits: { ...later, ...withRefund, [HEALTH]: (text) => `${text}# one line\n` },
        also: [41],
      },
    },
    options: { stage: 'deployed', pullRequest: PULL_REQUEST },
  },
  {
    name: 'receipt-with-deletion',
    story: { ...three, change: { ...three.change, [CLEAN_UP]: null }, settings: DELETES },
    options: { stage: 'deployed' },
  },
  { name: 'receipt-nothing-written', story: { command: 'deploy' }, options: { stage: 'deployed' } },
  { name: 'receipt-rolled-back', story: { ...three, meanwhile: refusing }, options: { stage: 'failed' } },
  { name: 'receipt-rollback-failed', story: { ...three, meanwhile: leaving }, options: { stage: 'failed' } },
  {
    name: 'receipt-stopped',
    story: { ...three, meanwhile: refusing, settings: { 'on-failure': 'stop' } },
    options: { stage: 'failed' },
  },
  {
    name: 'deploy-failed-before-writing',
    story: {
      ...three,
      meanwhile: (server) => {
        server.earlier = ({ verb }) => (verb === 'read' ? answerOf(503, server, 'read the flows') : undefined)
      },
    },
    options: { stage: 'failed' },
  },
  {
    name: 'server-unreachable',
    story: {
      change: later,
      meanwhile: (server) => {
        const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
        const call = { method: 'GET', path: '/api/v1/configs' } as const
        const { target } = server.client
        server.earlier = () =>
          explainConnectionError(refused, { ...target, timeoutSeconds: 60, call, hasAnswered: false })
      },
    },
  },
]
