import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { parsePebble } from '../../src/pebble/parse-pebble.ts'
import { expressionsIn, type PebbleExpression } from '../../src/pebble/pebble-tree.ts'

const faultOf = (text: string) => {
  const parsed = parsePebble(text)
  return 'says' in parsed ? `${parsed.start}-${parsed.end} ${parsed.says}` : undefined
}

const expressionsOf = (text: string): readonly PebbleExpression[] => {
  const parsed = parsePebble(text)
  return 'says' in parsed ? [] : expressionsIn(parsed)
}

/** What Kestra's own Pebble said of each (docs/internals/facts/kestra.md, "Expressions"). */
const verdicts = z
  .strictObject({ accepted: z.array(z.string()), refused: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/pebble/verdicts.recorded.json', import.meta.url), 'utf8')))

describe('a template', () => {
  it('is taken where Kestra takes it', () => {
    expect(verdicts.accepted.length).toBeGreaterThan(100)
    expect(verdicts.accepted.filter((text) => faultOf(text) !== undefined)).toEqual([])
  })

  it('is refused where Kestra refuses it', () => {
    expect(verdicts.refused.length).toBeGreaterThan(100)
    expect(verdicts.refused.filter((text) => faultOf(text) === undefined)).toEqual([])
  })

  it.each([
    ['{{ inputs.who }', '14-15 one `}` is where `}}` or `%}` must end the expression'],
    ["{{ 'a | upper }}", "3-4 the quote `'` is not closed"],
    ['{{ "a | upper }}', '3-4 the quote `"` is not closed'],
    ['{{ now( }}', '6-7 the bracket `(` is not closed'],
    ['{{ now() ) }}', '9-10 nothing opens this `)`'],
    ['{{ a', '0-2 `{{` has no `}}`'],
    ['{# a', '0-2 the comment `{#` has no `#}`'],
    ['{% verbatim %}{{', '0-14 `verbatim` has no `{% endverbatim %}`'],
    ['{% if a %}x', '3-5 `if` has no `{% endif %}`'],
    ['{% if a %}{% endfor %}', '13-19 `endfor` is inside `if`'],
    ['x{% endif %}', '4-9 `endif` ends nothing, because no tag is open'],
    ['{% when a %}', '3-7 there is no tag `when`'],
    ['{% raw %}\n{{ x }}{% endraw %}', '3-6 `raw` and `endraw` must be on one line'],
    ["{{ 'a' | }}", '9-11 `}}` is where the name of a filter is expected'],
    ['{{ a and not }}', '13-15 `}}` is where a value is expected'],
    ['{{ a && b }}', '5-6 Pebble does not know `&`: write `and`'],
    ['{{ a b }}', '5-6 `b` is where an operator or the end of the expression is expected'],
    ["{{ a 'b' }}", '5-8 a text is where an operator or the end of the expression is expected'],
    ['{% set x 1 %}', '9-10 `1` is where `=` is expected'],
    ['{% for x of y %}{% endfor %}', '9-11 `of` is where `in` is expected'],
    ['{{ a ? b }}', '9-11 `}}` is where `:` is expected'],
    ['{{ "a\\', '5-6 nothing follows this `\\`'],
  ])('that is broken says where and why: %s', (text, expected) => {
    expect(faultOf(text)).toBe(expected)
  })

  it.each([
    ['{% raw %}{{ a b }}{% endraw %}'],
    ['{% verbatim %}\n{{ a b }}{% endverbatim %}'],
    ['{# {{ a b }} #}'],
    ['no braces at all'],
  ])('may hold what Pebble does not look at: %s', (text) => {
    expect(faultOf(text)).toBeUndefined()
    expect(expressionsOf(text)).toEqual([])
  })

  it('knows the place of each filter, function, test and variable', () => {
    const text =
      "a {{ now() | dateAdd(1, unit='DAYS') }}{% if inputs['x'].y is not empty %}{{ \"#{z | upper}\" }}{% endif %}"
    const named = expressionsOf(text).flatMap((each) =>
      'name' in each && typeof each.name === 'string' ? [`${each.kind} ${text.slice(each.start, each.end)}`] : [],
    )
    expect(named).toEqual([
      ...['filter dateAdd', 'function now', 'test empty', 'variable inputs', 'filter upper', 'variable z'],
    ])
  })

  it('says what it gives a value itself, and which expression is all of it', () => {
    const text = '{% set a = 1 %}{% for b in c %}{% endfor %}{% macro m(d) %}{% endmacro %}'
    expect(parsePebble(text)).toMatchObject({
      names: new Set(['a', 'b', 'loop', 'd']),
      macros: new Set(['m']),
      whole: undefined,
    })
    expect(parsePebble('{{ a }}')).toMatchObject({ whole: { name: 'a' } })
    expect(parsePebble('{{ a }} ')).toMatchObject({ whole: undefined })
  })

  it.each(['(', '[', '{{ a[', '{% if a %}', 'not ', '{{ a ~ '])(
    'of ten thousand %s does not end in an exception',
    (part) => {
      expect(() => parsePebble(`{{ ${part.repeat(10_000)}`)).not.toThrow()
      expect(() => expressionsOf(`{{ ${'a ~ '.repeat(10_000)}a }}`)).not.toThrow()
    },
  )

  it('never throws, whatever it holds', () => {
    const part = fc.constantFrom(
      ...'{{ }} {% %} {# #} ( ) [ ] { } " \' | . , : ? = a if endif for in 1 \\ #{ \n raw'.split(' '),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join(' ')
        const parsed = parsePebble(text)
        if ('says' in parsed) expect(parsed.end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1000 },
    )
  })
})
