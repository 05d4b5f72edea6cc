import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeBigRepository, type Size } from '../../bench/big-repository.ts'
import { measure } from '../../bench/measure.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')

/** The peak memory of an offline validate, in MB. With a small young generation, or the laziness of the collector is measured. */
const peakOf = async (size: Size): Promise<number> => {
  using repository = makeBigRepository(size)
  const { code, output, peakMb } = await measure(
    ['--max-semi-space-size=2', CLI, 'validate', '--offline', '--json', '--chdir', repository.directory],
    {},
  )
  expect([code, output.slice(0, 200)]).toEqual([0, expect.stringContaining('"result": "in-sync"')])
  return peakMb
}

it('holds of a flow its text, its plain value and its nodes without their tokens, and of a file not its bytes', async () => {
  const small = await peakOf({ flows: 200, files: 0, namespaces: 4 })
  const flows = await peakOf({ flows: 2000, files: 0, namespaces: 4 })
  const files = await peakOf({ flows: 200, files: 500, namespaces: 4, fileBytes: 480_000 })
  // 1,800 more: 40 to 63 MB, with the tokens 96. Ten thousand of them stay below 600 MB.
  expect(flows - small).toBeLessThan(75)
  // Their bytes alone are 240 MB; those that are being read, or wait for the collector, are up to 80 on a busy machine.
  expect(files - small).toBeLessThan(120)
})
