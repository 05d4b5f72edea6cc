import { describe, expect, inject, test } from 'vitest'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { describeEngines } from '../engine/engine.ts'
import { engineReadings, playReadings } from '../fuzz/readings/play-readings.ts'
import { refusedReadings, repairedReadings } from '../support/yaml-readings.ts'

const DOCUMENTS = 2000

describeEngines('what the reviewer reads is what the server reads', (version) => {
  const engineUrl = () => inject('engineUrls')[version] ?? ''

  test(`in ${DOCUMENTS} texts, whole and damaged`, async () => {
    const { differing, played, readable, valid } = await playReadings(engineUrl(), { first: 1, count: DOCUMENTS })
    expect(differing).toEqual([])
    expect(played).toBeGreaterThan(DOCUMENTS * 0.9)
    expect(readable).toBeGreaterThan(DOCUMENTS / 3)
    expect(valid).toBeGreaterThan(DOCUMENTS / 8)
  })

  describe('where the fuzz once found that it is not', () => {
    test('Kestra takes what is refused here', async () => {
      const readings = await engineReadings(
        engineUrl(),
        refusedReadings.map(({ source }) => source),
      )
      const taken = refusedReadings.filter((_, index) => readings[index]?.value !== undefined)
      expect(taken).toEqual(refusedReadings)
    })

    test('Kestra reads what is read here', async () => {
      const readings = await engineReadings(
        engineUrl(),
        repairedReadings.map(({ source }) => source),
      )
      expect(readings.map(({ value }) => value)).toEqual(repairedReadings.map(({ source }) => parseYaml(source).value))
      expect(readings.map(({ value }) => value)).toEqual(repairedReadings.map(({ value }) => value))
    })
  })
})
