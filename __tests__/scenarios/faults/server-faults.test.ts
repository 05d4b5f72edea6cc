import { afterAll, expect, test } from 'vitest'
import { describeEngines, freshServer } from '../../engine/engine.ts'
import { engineVersions } from '../../engine/engine-versions.ts'
import { FAULTS } from '../../support/faults.ts'
import { makeCertificates } from './certificates.ts'
import { judge } from './judge.ts'
import { type Cell, nameOfCell, playCell, startWorld } from './play-cell.ts'
import { type Moment, REQUEST_KINDS } from './requests.ts'
import type { World } from './world.ts'

const certificates = makeCertificates()
afterAll(() => certificates[Symbol.dispose]())

const ALL_FAULTS = [...FAULTS, ...certificates.faults]

/** Each kind of request meets one of so many faults, another version other ones, so that all are met; `FAULT_SHARE=1` plays every pair. */
const SHARE = Number(process.env['FAULT_SHARE'] ?? 16)
const STEP = 3
const AT_ONCE = 6

/** The matrix: a share of all pairs of a kind of request and a fault, the same ones each time. */
const cellsOf = (version: number): readonly Cell[] =>
  REQUEST_KINDS.flatMap((kind, row) =>
    ALL_FAULTS.flatMap((fault, column): Cell[] => {
      const isMet = (row * STEP + column + version * STEP) % SHARE === 0
      return isMet ? [{ kind, fault, lasts: fault.stays || (row + column) % 2 === 0 ? 'for good' : 'once' }] : []
    }),
  )

describeEngines('a deploy with a fault', (version) => {
  const cells = cellsOf(engineVersions.indexOf(version))

  test('meets enough of them', () => {
    expect(cells.length).toBeGreaterThan(75)
    expect(new Set(cells.map(({ fault }) => fault.name)).size).toBe(ALL_FAULTS.length)
    expect(new Set(cells.map(({ kind }) => kind)).size).toBe(REQUEST_KINDS.length)
  })

  test.each<Moment>(['plan', 'writes', 'read back', 'roll back'])(
    'at the moment "%s" says what is on the server, and the next one goes on from there',
    { timeout: 900_000 },
    async (moment) => {
      const todo = cells.filter(({ kind }) => kind.moment === moment)
      const violations: string[] = []
      let next = 0
      const worker = async (): Promise<void> => {
        let world: World | undefined
        for (let cell = todo[next++]; cell !== undefined; cell = todo[next++]) {
          world ??= await startWorld(freshServer(version), moment === 'read back')
          const isOfTls = certificates.faults.includes(cell.fault)
          const found = judge(await playCell(cell, { world, tls: isOfTls ? certificates.tls : undefined }))
          violations.push(...found.map((fault) => `${nameOfCell(cell)}: ${fault}`))
          if (found.length === 0) continue
          await world[Symbol.asyncDispose]()
          world = undefined
        }
        await world?.[Symbol.asyncDispose]()
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
      expect(violations.join('\n')).toBe('')
    },
  )
})
