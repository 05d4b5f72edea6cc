import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { FAULTS } from './faults.ts'

it('are thirty, each of them at one place of a flow that has tests', () => {
  expect(FAULTS).toHaveLength(30)
  for (const { file, right, wrong } of FAULTS) {
    const flow = readFileSync(`examples/${file}`, 'utf8')
    expect(flow.split(right), `${file}: ${right}`).toHaveLength(2)
    expect(flow.replace(right, wrong)).not.toBe(flow)
    expect(readFileSync(`examples/${file.replace('/flows/', '/tests/')}`, 'utf8')).toContain('testCases:')
  }
})
