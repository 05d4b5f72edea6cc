import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { askYes } from '../../src/output/terminal.ts'

const asked = (controller = new AbortController()) => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const answer = askYes('Deploy?', { input, output, signal: controller.signal })
  return { input, output, answer }
}

it.each([
  ['yes\n', true],
  [' YES \n', true],
  ['y\n', false],
  ['no\n', false],
  ['\n', false],
])('takes the answer %j for %s', async (text, expected) => {
  const { input, output, answer } = asked()
  const [shown] = await once(output, 'data')
  expect(String(shown)).toContain('Deploy?')
  input.write(text)
  expect(await answer).toBe(expected)
})

it('takes the end of the input for a no', async () => {
  const { input, answer } = asked()
  input.end()
  expect(await answer).toBe(false)
})

it('ends with the reason of a run that is cancelled meanwhile', async () => {
  const controller = new AbortController()
  const { output, answer } = asked(controller)
  await once(output, 'data')
  controller.abort(new Error('cancelled'))
  await expect(answer).rejects.toThrow('cancelled')
})
