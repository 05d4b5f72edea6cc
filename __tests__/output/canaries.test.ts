import { expect, test } from 'vitest'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { html } from '../../src/render/html/html.ts'
import { assertNoCanary, formsOf } from '../scenarios/canaries.ts'

const SECRET = `cAnary/<4711> & "co"`

// A credential is replaced as a whole: half of it may also be half of a name.
const WHOLE = Object.entries(formsOf(SECRET)).filter(([form]) => form !== 'its first half')

test.each(WHOLE)('the search for canaries finds one %s, and the sanitizer lets none through', (_form, text) => {
  const letOut = { stdout: 'fine', 'plan.json': `before ${text} behind` }
  expect(() => assertNoCanary(letOut, [SECRET])).toThrow('plan.json')
  const sanitizer = makeSanitizer()
  sanitizer.addSecrets([SECRET])
  const page = (shown: string) => sanitizer.page(html`${shown}`.html)
  for (const open of [sanitizer.line, sanitizer.lines, sanitizer.markdown, page]) {
    expect(() => assertNoCanary({ out: open(letOut['plan.json']) }, [SECRET])).not.toThrow()
  }
})
