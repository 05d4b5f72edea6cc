import { describe, expect, it } from 'vitest'
import { fitsInput } from '../../../src/lint/values/fits-input.ts'
import type { MapValue } from '../../../src/yaml/map-value.ts'

const V1 = { major: 1, minor: 0 }
const V2 = { major: 2, minor: 0 }

/** `no`, `yes`, or what the value is read as. */
const taken = (input: MapValue, as: 'default' | 'passed', value: unknown, version: typeof V1 | undefined): string => {
  const misfit = fitsInput({ id: 'given', ...input }, { as, value, version })
  return misfit === undefined ? 'yes' : (misfit.readAs ?? 'no')
}

// Each line was asked of real servers of 1.0.3 and 2.0.0-SNAPSHOT: type, text, whether it is a default there, whether it can be passed.
// Of addresses and moments those are left alone that one of the servers takes and 2.0.0 may.
const ANSWERS = `
INT|abc|no|no|no
INT|7.5|no|7|no
INT| 7|yes|yes|no
INT|+7|yes|yes|yes
INT|7.0|no|yes|no
INT|3000000000|no|no|no
INT|true|no|no|no
INT|1_000|no|no|no
INT|1e3|no|yes|no
INT|0x10|no|no|no
INT|012|yes|yes|yes
FLOAT|seven|no|no|no
FLOAT|7|yes|yes|yes
FLOAT| 7.5 |yes|yes|yes
FLOAT|7,5|no|no|no
FLOAT|7.5f|no|no|yes
FLOAT|.5|yes|yes|yes
FLOAT|5.|yes|yes|yes
FLOAT|1_000.5|no|no|no
FLOAT|NaN|yes|yes|yes
FLOAT|1e3|yes|yes|yes
FLOAT|0x1p3|no|no|yes
BOOL|maybe|no|no|false
BOOL|TRUE|yes|yes|yes
BOOL|yes|no|no|false
BOOL|on|no|no|false
BOOL|1|no|yes|false
BOOL|0|no|yes|false
DATE|2031-1-15|no|no|no
DATE|2031-02-30|no|no|no
DATE|2032-02-29|yes|yes|yes
DATE|2031-01-15|yes|yes|yes
DATE|2031-01-15T00:00:00Z|yes|yes|no
DATE|2031-01|no|no|no
DATE|today|no|no|no
DATE|15-01-2031|no|no|no
DATETIME|2031-01-15T10:00:00Z|yes|yes|yes
DATETIME|2031-01-15T10:00:00|no|no|no
DATETIME|2031-01-15T10:00Z|yes|yes|no
DATETIME|2031-01-15T10:00:00+01:00|yes|yes|yes
DATETIME|2031-01-15T10:00:00+01:00[Europe/Paris]|yes|yes|no
DATETIME|2031-01-15|no|no|no
DATETIME|2031-01-15 10:00:00|no|no|no
DATETIME|2031-02-30T10:00:00Z|no|no|no
DATETIME|2031-01-15T10:00:00.123456789Z|yes|yes|yes
DATETIME|2031-01-15t10:00:00z|yes|yes|yes
DATETIME|2031-01-15T24:00:00Z|yes|yes|yes
DATETIME|1893456000|yes|yes|no
TIME|15:00|yes|yes|yes
TIME|15:00:00|yes|yes|yes
TIME|15|no|no|no
TIME|5:00|no|no|no
TIME|24:00|no|no|no
TIME|15:00:00.5|yes|yes|yes
TIME|15:00:00Z|no|no|no
DURATION|PT5M|yes|yes|yes
DURATION|pt5m|yes|yes|yes
DURATION|P1D|yes|yes|yes
DURATION|P1W|no|no|no
DURATION|P1M|no|no|no
DURATION|P1DT2H|yes|yes|yes
DURATION|PT|no|no|no
DURATION|P|no|no|no
DURATION|-PT5M|yes|yes|yes
DURATION|PT-5M|yes|yes|yes
DURATION|PT5.5S|yes|yes|yes
DURATION|PT5,5S|yes|yes|yes
DURATION|PT5.5M|no|no|no
DURATION|PT1M1H|no|no|no
DURATION|5m|no|no|no
DURATION|5 minutes|no|5 s|no
DURATION|5minutes|no|no|no
DURATION|1 day|no|1 s|no
DURATION|1 hour 30 minutes|no|1 s|no
DURATION|500 ms|no|500 s|no
DURATION|1.5 hours|no|1.5 s|no
DURATION|an hour|no|no|no
DURATION|60|yes|yes|no
DURATION|60.5|yes|yes|no
DURATION|5 s|no|yes|no
DURATION|5 seconds|no|yes|no
DURATION|-5 minutes|no|-5 s|no
DURATION| PT5M|yes|yes|no
JSON|{"a": 1|no|no|no
JSON|{a: 1}|no|no|no
JSON|abc|no|no|no
JSON|7|yes|yes|yes
JSON|[1, 2,]|no|no|no
JSON|{'a': 1}|no|no|no
JSON|{"a": 1} x|yes|yes|yes
JSON|"text"|yes|yes|yes
JSON|{"a": NaN}|no|no|no
JSON|null text|yes|yes|yes
YAML|a: [1|no|no|no
YAML|a: 1|yes|yes|yes
YAML|a: b: c|no|no|no
YAML|plain|yes|yes|yes
URI|https://exa mple.com|no|no|no
URI|https://example.com/a|yes|yes|yes
URI|example.com|no|no|no
URI|https://example.com/{a}|no|no|no
URI|/a/b|no|no|no
EMAIL|me.example.com|no|no|no
EMAIL|me@example|yes|yes|yes
EMAIL|Me <me@example.com>|no|no|no
EMAIL|me@example.com, you@example.com|no|no|no
EMAIL|me+x@example.co.uk|yes|yes|yes
STRING|{{ now() }}|yes|yes|yes
INT|{{ 1 + 1 }}|yes|yes|yes
FILE|a.txt|yes|yes|yes
`
  .trim()
  .split('\n')
  .map((line) => line.split('|'))

describe('a text for an input', () => {
  it.each(ANSWERS)('%s: %s', (type = '', text = '', default1, default2, passed) => {
    expect([
      taken({ type }, 'default', text, V1),
      taken({ type }, 'default', text, V2),
      taken({ type }, 'passed', text, V1),
      taken({ type }, 'passed', text, V2),
    ]).toEqual([default1, default2, passed, passed])
  })

  it('is told as the milder of two versions where none is known', () => {
    expect(taken({ type: 'DURATION' }, 'default', '5 minutes', undefined)).toBe('5 s')
    expect(taken({ type: 'INT' }, 'default', '7.0', undefined)).toBe('yes')
    expect(taken({ type: 'INT' }, 'default', 'seven', undefined)).toBe('no')
  })
})

describe('other values for an input', () => {
  it.each([
    [{ type: 'INT' }, 7, 'yes'],
    [{ type: 'INT' }, 7.5, 'no'],
    [{ type: 'INT' }, [7], 'no'],
    [{ type: 'STRING' }, 7, 'yes'],
    [{ type: 'JSON' }, { a: 1 }, 'yes'],
    [{ type: 'BOOL' }, true, 'yes'],
    [{ type: 'DATE' }, 2031, 'no'],
    [{ type: 'INT' }, null, 'yes'],
    [{ type: 'INT' }, '', 'yes'],
    [{ type: 'ARRAY', itemType: 'INT' }, '[1, 2]', 'yes'],
    [{ type: 'ARRAY', itemType: 'INT' }, '[1, two]', 'no'],
    [{ type: 'ARRAY', itemType: 'INT' }, [1, 2], 'yes'],
    [{ type: 'ARRAY', itemType: 'INT' }, [1, 'two'], 'no'],
    [{ type: 'ARRAY', itemType: 'INT' }, ['1'], 'yes'],
    [{ type: 'ARRAY', itemType: 'INT' }, [1.5], 'no'],
    [{ type: 'ARRAY', itemType: 'INT' }, '1, 2', 'no'],
    [{ type: 'ARRAY', itemType: 'INT' }, 7, 'no'],
    [{ type: 'ARRAY', itemType: 'INT' }, { a: 1 }, 'no'],
    [{ type: 'ARRAY', itemType: 'INT' }, ['{{ inputs.a }}', 'two'], 'yes'],
    [{ type: 'ARRAY', itemType: 'STRING' }, [1, true], 'yes'],
    [{ type: 'ARRAY', itemType: 'STRING' }, '[a, b]', 'no'],
    [{ type: 'ARRAY', itemType: 'DATE' }, ['2031-15-01'], 'no'],
    [{ type: 'ARRAY', itemType: 'BOOL' }, ['maybe'], 'false'],
    [{ type: 'SELECT', values: ['red', 'green'] }, 'blue', 'no'],
    [{ type: 'SELECT', values: ['red', 'green'] }, 'Red', 'no'],
    [{ type: 'SELECT', values: ['red', 'green'], allowCustomValue: true }, 'blue', 'yes'],
    [{ type: 'SELECT', values: [1, 2] }, '1', 'yes'],
    [{ type: 'SELECT', values: [1, 2] }, '3', 'no'],
    [{ type: 'SELECT', values: [true, false] }, 'yes', 'yes'],
    [{ type: 'SELECT', expression: '{{ kv("colors") }}' }, 'blue', 'yes'],
    [{ type: 'MULTISELECT', values: ['red', 'green'] }, ['red', 'blue'], 'no'],
    [{ type: 'MULTISELECT', values: ['red', 'green'] }, '["red"]', 'yes'],
    [{ type: 'MULTISELECT', values: ['red', 'green'] }, 'red', 'no'],
    [{ type: 'MULTISELECT', values: ['red', 'green'] }, [], 'yes'],
    [{ type: 'STRING', validator: '^[a-z]+$' }, 'ABC', 'no'],
    [{ type: 'STRING', validator: '[a-z]' }, 'abc', 'no'],
    [{ type: 'STRING', validator: '[a-z]' }, 'a', 'yes'],
    [{ type: 'STRING', validator: '\\d+' }, 'a12', 'no'],
    // Java's own: not judged.
    [{ type: 'STRING', validator: '(?i)abc' }, 'ABC', 'yes'],
    [{ type: 'STRING', validator: '\\p{Alpha}+' }, '1', 'yes'],
    [{ type: 'STRING', validator: '[' }, '1', 'yes'],
    // Takes for ever.
    [{ type: 'STRING', validator: '(a+)+$' }, `${'a'.repeat(60)}b`, 'yes'],
    [{ type: 'STRING', validator: '(a|aa)*' }, `${'a'.repeat(60)}b`, 'yes'],
    [{ type: 'STRING', validator: '([a-z]+-)*[a-z]+' }, 'a-B', 'no'],
    [{ type: 'INT', max: 10 }, '11', 'no'],
    [{ type: 'INT', max: 10 }, '10', 'yes'],
    [{ type: 'INT', min: 3 }, 2, 'no'],
    [{ type: 'FLOAT', max: 1.5 }, '1.6', 'no'],
    [{ type: 'DATE', after: '2030-01-01' }, '2030-01-01', 'yes'],
    [{ type: 'DATE', after: '2030-01-01' }, '2029-12-31', 'no'],
    [{ type: 'DATE', before: '2030-01-01' }, '2030-01-02', 'no'],
    [{ type: 'DATETIME', after: '2030-01-01T00:00:00Z' }, '2029-01-01T00:00:00Z', 'no'],
    [{ type: 'TIME', after: '10:00:00' }, '09:00', 'no'],
    [{ type: 'TIME', before: '10:00:00' }, '10:00', 'yes'],
    [{ type: 'DURATION', max: 'PT1H' }, 'PT5H', 'no'],
    [{ type: 'DURATION', max: 'PT1H' }, 'PT60M', 'yes'],
    [{ type: 'DURATION', min: 'PT1H' }, 'PT5M', 'no'],
  ])('%o takes %o: %s', (input, value, answer) => {
    expect(taken(input, 'passed', value, V2)).toBe(answer)
    expect(taken(input, 'passed', value, V1)).toBe(answer)
  })
})
