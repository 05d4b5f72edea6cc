import { expect, test } from 'vitest'
import { isDisabled } from '../../src/yaml/map-value.ts'

test.each([true, 1, -1, 'true', 'True', 'TRUE', ' true\n'])('is disabled by %j, as Kestra takes it', (disabled) => {
  expect(isDisabled({ disabled })).toBe(true)
})

test.each([false, 0, null, '', ' ', 'false', 'False', 'on', 'null'])('is not disabled by %j', (disabled) => {
  expect([isDisabled({ disabled }), isDisabled({})]).toEqual([false, false])
})
