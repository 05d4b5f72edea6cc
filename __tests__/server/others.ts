import type { ServerHands } from '../support/server-hands.ts'

/** Source and revision of every flow for which `isMeant` says so, by namespace and id. */
export const flowTexts = async (
  hands: ServerHands,
  isMeant: (namespace: string) => boolean,
): Promise<ReadonlyMap<string, string>> => {
  const flows = (await hands.flows()).filter(({ namespace }) => isMeant(namespace))
  const archive = await hands.flowArchive()
  const texts = new Map<string, string>()
  for (const { namespace, id, revision } of flows) {
    const archived = archive?.get(`${namespace}-${id}.yml`)?.toString()
    texts.set(`${namespace}/${id}`, `revision ${revision}\n${archived ?? (await hands.flow(namespace, id))?.source}`)
  }
  return texts
}

/** What differs between two readings, one line each. */
export const differencesOf = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] => [
  ...[...before].filter(([name]) => !after.has(name)).map(([name]) => `${name} is gone`),
  ...[...after].filter(([name]) => !before.has(name)).map(([name]) => `${name} is new`),
  ...[...after]
    .filter(([name, text]) => before.has(name) && before.get(name) !== text)
    .map(([name]) => `${name} holds something else`),
]
