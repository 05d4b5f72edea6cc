import { editOnServer, type Story, swap } from '../../support/shop.ts'
import { type GoldenCase, later, logFlow, TRACK } from './golden-case.ts'

const NAME = 'shop.logistics/track-parcels'
const inAnHour = swap('PT30S', 'PT1H')
const byHand: NonNullable<Story['server']> = (server) => editOnServer(server, NAME, inAnHour)
const disabled = (text: string): string => `${text}disabled: true\n`

/** The server was never deployed to from here, and its flow differs. */
const foreign: NonNullable<Story['server']> = (server) => {
  byHand(server)
  server.records.clear()
}

const madeInTheUi: NonNullable<Story['server']> = (server) =>
  server.put({
    kind: 'flow',
    namespace: 'shop.sales',
    name: 'by-hand',
    content: logFlow('shop.sales', 'by-hand', 'Made in the UI'),
  })

/** What a plan shows of edits that people made on the server. */
export const serverEdits: readonly GoldenCase[] = [
  { name: 'drift-edited', story: { command: 'drift', server: byHand } },
  {
    name: 'drift-disabled',
    story: { command: 'drift', server: (server) => editOnServer(server, NAME, disabled) },
  },
  {
    name: 'drift-enabled',
    story: {
      command: 'drift',
      deployed: { [TRACK]: disabled },
      server: (server) => editOnServer(server, NAME, swap('disabled: true\n', '')),
    },
  },
  {
    name: 'drift-deleted',
    story: { command: 'drift', server: (server) => server.delete('flow', 'shop.logistics', 'track-parcels') },
  },
  {
    name: 'drift-behind',
    story: {
      command: 'drift',
      older: { [TRACK]: swap('PT30S', 'PT20S') },
      deployed: { [TRACK]: swap('PT20S', 'PT30S') },
      server: (server) => editOnServer(server, NAME, swap('PT30S', 'PT20S')),
    },
  },
  {
    name: 'drift-draft',
    story: {
      command: 'drift',
      server: (server) => {
        const flow = server.get('flow', 'shop.logistics', 'track-parcels')
        if (flow !== undefined) server.put({ ...flow, revision: 13, isDraft: true })
      },
    },
  },
  { name: 'drift-overwritten', story: { server: byHand, settings: { 'on-drift': 'overwrite' } } },
  { name: 'adopt', story: { server: foreign } },
  { name: 'public-repository', story: { server: foreign }, options: { isPublic: true } },
  {
    name: 'public-repository-one-line',
    story: { server: (server) => editOnServer(server, NAME, (text) => `${text}# a note on the server\n`) },
    options: { isPublic: true },
  },
  {
    name: 'conflict',
    story: {
      server: byHand,
      change: { ...later, [TRACK]: swap('PT30S', 'PT45S') },
    },
  },
  {
    name: 'conflict-without-common-ground',
    story: {
      server: byHand,
      change: { [TRACK]: swap('PT30S', 'PT45S') },
      run: { base: { kind: 'unknown', why: 'the event names no commit' } },
    },
  },
  { name: 'drift-unmanaged', story: { command: 'drift', server: madeInTheUi } },
  {
    name: 'unmanaged-mirrored',
    story: {
      server: madeInTheUi,
      settings: { 'when-missing': 'mirror' },
    },
  },
  {
    name: 'deploy-refused',
    story: { command: 'deploy', server: byHand, change: { ...later, [TRACK]: swap('PT30S', 'PT45S') } },
    options: { stage: 'refused' },
  },
]
