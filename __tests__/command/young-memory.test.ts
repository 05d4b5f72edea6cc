import { join } from 'node:path'
import { expect, it } from 'vitest'
import { measure } from '../../bench/measure.ts'

const MODULE = join(import.meta.dirname, '../../src/command/host.ts')

/** The MB of V8's young generation after a process has held ten times more new objects than it had room for, in waves. */
const grownTo = async (first: string): Promise<number> => {
  const { output } = await measure([
    '--input-type=module',
    '--eval',
    `import { getHeapSpaceStatistics } from 'node:v8'
    import { boundYoungMemory } from ${JSON.stringify(MODULE)}
    ${first}
    for (let wave = 0; wave < 20; wave += 1) Array.from({ length: 200_000 }, (_, index) => [index])
    console.log(getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_size / 1_048_576)`,
  ])
  return Number(output)
}

it('lets the room for new objects grow no further, which grows by itself otherwise', async () => {
  expect(await grownTo('')).toBeGreaterThan(16)
  expect(await grownTo('boundYoungMemory()')).toBeLessThan(8)
})
