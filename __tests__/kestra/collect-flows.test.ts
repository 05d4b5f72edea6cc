import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectFlows, type FlowReads, type ListedFlow } from '../../src/kestra/read-flows.ts'
import { readPages } from '../../src/kestra/read-pages.ts'
import type { LiveFlow } from '../../src/kestra/server.ts'

/** An action of another client between two requests of the run. */
interface Write {
  readonly kind: 'create' | 'update' | 'delete'
  readonly at: number
}

const sourceOf = (id: string, revision: number): string => `id: ${id}\nnamespace: shop\n# ${revision}\n`

/**
 * A store of flows in no order that anybody asked for: an update moves a flow to the end, a delete moves up all that follow
 * it. Before every answer the next of `writes` happen.
 */
const storeWith = (ids: readonly string[], { pageSize, writes, hasArchive = true, archiveAfter = 0 }: StoreOptions) => {
  let rows: LiveFlow[] = ids.map((id) => ({ namespace: 'shop', id, revision: 1, source: sourceOf(id, 1) }))
  const pending = [...writes]
  const everyState: LiveFlow[] = [...rows]
  const throughout = new Set(ids)
  let made = 0
  const happen = (): void => {
    for (const { kind, at } of pending.shift() ?? []) {
      const row = rows[at % Math.max(rows.length, 1)]
      if (kind === 'create') {
        made += 1
        rows = [...rows, { namespace: 'shop', id: `new-${made}`, revision: 1, source: sourceOf(`new-${made}`, 1) }]
      } else if (row !== undefined) {
        rows = rows.filter((other) => other !== row)
        const revision = (row.revision ?? 0) + 1
        if (kind === 'update') rows = [...rows, { ...row, revision, source: sourceOf(row.id, revision) }]
        else throughout.delete(row.id)
      }
      everyState.push(...rows)
    }
  }
  const requests: string[] = []
  const answer = async <T>(request: string, make: () => T): Promise<T> => {
    requests.push(request)
    happen()
    return make()
  }
  const reads: FlowReads = {
    readSources: async () => {
      // The pages are asked for meanwhile.
      for (let turn = 0; turn < archiveAfter; turn += 1) await Promise.resolve()
      return answer('sources', () => (hasArchive ? rows.map(({ source }) => source) : undefined))
    },
    readPage: (page) =>
      answer(`page ${page}`, () => ({
        results: rows
          .slice((page - 1) * pageSize, page * pageSize)
          .map(({ source: _, ...listed }): ListedFlow => listed),
        total: rows.length,
      })),
    readOne: ({ namespace, id }) =>
      answer(`one ${namespace}.${id}`, () => rows.find((row) => row.namespace === namespace && row.id === id)),
  }
  return { reads, requests, everyState, throughout }
}

interface StoreOptions {
  readonly pageSize: number
  readonly writes: readonly (readonly Write[])[]
  readonly hasArchive?: boolean
  /** Turns of the event loop that the archive comes after the first page. */
  readonly archiveAfter?: number
}

const aWrite = fc.record<Write>({ kind: fc.constantFrom('create', 'update', 'delete'), at: fc.nat(60) })
const someWrites = fc.array(fc.array(aWrite, { maxLength: 3 }), { maxLength: 20 })
const aPace = fc.record({ pageSize: fc.integer({ min: 1, max: 7 }), archiveAfter: fc.nat(20) })
/** `id: on` is the flow `true`. */
const OTHER_VALUES = /^(?:on|off|yes|no|true|false|null)$/
const anId = fc.stringMatching(/^[a-z][a-z-]{0,5}[a-z]$/).filter((id) => !OTHER_VALUES.test(id))
const someIds = fc.uniqueArray(anId, { maxLength: 30 })

describe('all flows of a server to which others write meanwhile', () => {
  it('are there once each, none of them missing and none made up', async () => {
    await fc.assert(
      fc.asyncProperty(someIds, aPace, someWrites, async (ids, pace, writes) => {
        const { reads, everyState, throughout } = storeWith(ids, { ...pace, writes })
        const flows = await collectFlows(reads)
        const names = flows.map(({ id }) => id)
        expect(new Set(names).size).toBe(names.length)
        expect([...throughout].filter((id) => !names.includes(id))).toEqual([])
        const states = new Set(everyState.map(({ id, source }) => `${id} ${source}`))
        expect(flows.filter(({ id, source }) => !states.has(`${id} ${source}`))).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('are whole also without the archive, once no other client writes', async () => {
    await fc.assert(
      fc.asyncProperty(someIds, fc.integer({ min: 1, max: 7 }), someWrites, async (ids, pageSize, writes) => {
        const { reads, throughout } = storeWith(ids, { pageSize, writes: writes.slice(0, 4), hasArchive: false })
        const names = (await collectFlows(reads)).map(({ id }) => id)
        expect([...throughout].filter((id) => !names.includes(id))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('take one archive and as many pages as there are, when no other client writes', async () => {
    const { reads, requests } = storeWith(['a', 'b', 'c', 'd', 'e'], { pageSize: 2, writes: [] })
    expect(await collectFlows(reads)).toHaveLength(5)
    expect(requests).toEqual(['sources', 'page 1', 'page 2', 'page 3'])
  })

  it('take one page where one is enough, also when it is full', async () => {
    const { reads, requests } = storeWith(['a', 'b'], { pageSize: 2, writes: [] })
    await collectFlows(reads)
    expect(requests).toEqual(['sources', 'page 1'])
  })
})

const named = (namespace: string, id: string): ListedFlow => ({ namespace, id, revision: 3 })

const readsOf = (listed: readonly ListedFlow[], sources: readonly string[] | undefined) => {
  const asked: string[] = []
  const reads: FlowReads = {
    readSources: async () => sources,
    readPage: async () => ({ results: listed, total: listed.length }),
    readOne: async ({ namespace, id }) => {
      asked.push(`${namespace}/${id}`)
      return namespace === 'gone' ? undefined : { namespace, id, source: 'read by itself' }
    },
  }
  return { reads, asked }
}

describe('a flow that only one of the readings has', () => {
  it('is read by itself, and left out when it is deleted', async () => {
    const { reads, asked } = readsOf([named('shop', 'a'), named('gone', 'b')], [])
    expect(await collectFlows(reads)).toEqual([{ namespace: 'shop', id: 'a', source: 'read by itself' }])
    expect(asked).toEqual(['shop/a', 'gone/b'])
  })

  it('is there where the server lists it, cannot parse it and has no text of it', async () => {
    const { reads, asked } = readsOf([{ ...named('gone', 'b'), exception: 'No plugin' }], [])
    expect(await collectFlows(reads)).toEqual([
      expect.objectContaining({ id: 'b', exception: 'No plugin', source: '' }),
    ])
    expect(asked).toEqual(['gone/b'])
  })

  it('is read by itself under the name in its text', async () => {
    const { reads, asked } = readsOf([], ['{id: c, namespace: a-b}'])
    await collectFlows(reads)
    expect(asked).toEqual(['a-b/c'])
  })

  it('is read by itself where the server cannot make the archive', async () => {
    const { reads, asked } = readsOf([named('a', 'b-c'), named('a-b', 'c')], undefined)
    expect(await collectFlows(reads)).toHaveLength(2)
    expect(asked).toEqual(['a/b-c', 'a-b/c'])
  })

  it.each([
    { what: 'listed and archived', listed: true, source: 'id: by-query\nnamespace: delete\n' },
    { what: 'only listed', listed: true, source: undefined },
    { what: 'only archived', listed: false, source: 'id: by-query\nnamespace: delete\n' },
    { what: 'archived in another form', listed: false, source: '{id: by-query, namespace: delete}' },
  ])('is never asked for by a name that is a route: $what', async ({ listed, source }) => {
    const { reads, asked } = readsOf(listed ? [named('delete', 'by-query')] : [], source === undefined ? [] : [source])
    const flows = await collectFlows(reads)
    expect(flows).toContainEqual(expect.objectContaining({ namespace: 'delete', id: 'by-query', source: source ?? '' }))
    expect(asked).not.toContain('delete/by-query')
  })
})

describe('pages', () => {
  const page = (results: readonly string[], total: number) => async () => ({ results, total })
  const self = (item: string): string => item

  it('end where a server repeats the same page for ever', async () => {
    expect((await readPages(page(['a', 'b'], 1e15), self)).pages).toBe(2)
  })

  it('end where a server has less than it says', async () => {
    expect((await readPages(page([], 10), self)).pages).toBe(1)
  })

  it('end in an error where there is always something new', async () => {
    let made = 0
    const readPage = async () => ({ results: Array.from({ length: 1000 }, () => String(made++)), total: 1e15 })
    await expect(readPages(readPage, self)).rejects.toThrow(/Cannot list what the server has/)
  })
})
