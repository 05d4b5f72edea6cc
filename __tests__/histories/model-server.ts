import { type ServerHands, type ServerTarget, serverHands } from '../support/server-hands.ts'
import { dashboardName, fileName, flowName, type Name, partsOf } from './name.ts'
import { comparable, NUMBER_KEY } from './text-of.ts'

/** The server as a person finds it: every flow, namespace file, dashboard and pair, and their revisions where there are some. */
export interface Snapshot {
  readonly texts: ReadonlyMap<Name, string>
  readonly revisions: ReadonlyMap<Name, number>
  /** Flows whose address is another route's: no run reads, counts or writes them. */
  readonly routes: ReadonlyMap<Name, string>
}

/** The server in the names of the model: what a person sees and does there. */
export interface ModelServer {
  /** Looks only once, until somebody may have written. */
  look(): Promise<Snapshot>
  /** Somebody else may have written. */
  forget(): void
  put(name: Name, text: string): Promise<void>
  delete(name: Name): Promise<void>
  /** The toggle of the UI, which rewrites the source. */
  disable(name: Name): Promise<void>
}

/** Where a history may have something at all: looking at a namespace costs the server more than all else. */
export interface Whereabouts {
  readonly fileNamespaces: readonly string[]
  readonly pairs: readonly Name[]
}

/** A tenant of its own on an engine. */
export const modelServer = (target: ServerTarget, whereabouts: Whereabouts): ModelServer => {
  const hands = serverHands(target)
  let seen: Snapshot | undefined
  const forget = (): void => {
    seen = undefined
  }
  return {
    look: async () => {
      seen ??= await look(hands, whereabouts)
      return seen
    },
    forget,
    put: (name, text) => {
      forget()
      const { kind, namespace, own } = partsOf(name)
      if (kind === 'dashboard') return hands.saveDashboard(own, text)
      if (kind === 'key-value') return hands.setKeyValue(namespace, own, sentValue(own, text))
      return kind === 'file' ? hands.uploadFile(namespace, own, text) : hands.saveFlow(namespace, own, text)
    },
    delete: (name) => {
      forget()
      const { kind, namespace, own } = partsOf(name)
      if (kind === 'dashboard') return hands.deleteDashboard(own)
      if (kind === 'key-value') return hands.deleteKeyValue(namespace, own)
      return kind === 'file' ? hands.deleteFile(namespace, own) : hands.deleteFlow(namespace, own)
    },
    disable: (name) => {
      forget()
      const { namespace, own } = partsOf(name)
      return hands.disableFlow(namespace, own)
    },
  }
}

const sentValue = (key: string, text: string): string => {
  const value = text.slice(`${key}: `.length).trimEnd()
  return key === NUMBER_KEY ? value : JSON.stringify(value)
}

const look = async (hands: ServerHands, { fileNamespaces, pairs }: Whereabouts): Promise<Snapshot> => {
  const texts = new Map<Name, string>()
  const routes = new Map<Name, string>()
  const revisions = new Map<Name, number>()
  const [flows, archive, dashboards, files, values] = await Promise.all([
    hands.flows(),
    hands.flowArchive(),
    hands.dashboards(),
    Promise.all(fileNamespaces.map((of) => hands.files(of))),
    Promise.all(pairs.map((name) => hands.keyValue(partsOf(name).namespace, partsOf(name).own))),
  ])
  for (const { namespace, id, revision } of flows) {
    const name = flowName(namespace, id)
    revisions.set(name, revision ?? 0)
    const text = archive?.get(`${namespace}-${id}.yml`)
    // One that was deleted between the two answers is not there.
    if (text !== undefined) (isRoute(name) ? routes : texts).set(name, comparable(name, text.toString()))
  }
  for (const [id, source] of dashboards) texts.set(dashboardName(id), comparable(dashboardName(id), source))
  for (const [index, namespace] of fileNamespaces.entries())
    for (const [path, content] of files[index] ?? []) texts.set(fileName(namespace, path), content.toString())
  for (const [index, name] of pairs.entries()) {
    const held = values[index]
    if (held === undefined) continue
    const type = partsOf(name).own === NUMBER_KEY ? 'NUMBER' : 'STRING'
    texts.set(name, held.type === type ? `${partsOf(name).own}: ${held.value}` : `a ${held.type}`)
    if (held.revision !== undefined) revisions.set(name, held.revision)
  }
  return { texts, revisions, routes }
}

/** Written down once more and on its own: the product must not be its own judge. */
const isRoute = (name: Name): boolean => /^flow delete by-(?:query|ids)$/.test(name)
