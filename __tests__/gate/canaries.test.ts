import { expect, test } from 'vitest'
import { makeGate } from '../../src/gate/gate.ts'
import { assertNoCanary, formsOf } from '../scenarios/canaries.ts'

const SECRET = `cAnary/<4711> & "co"`

test.each(Object.entries(formsOf(SECRET)))(
  'the search for canaries finds one %s, and the gate lets none through',
  (_form, text) => {
    const letOut = { stdout: 'fine', 'plan.json': `before ${text} behind` }
    expect(() => assertNoCanary(letOut, [SECRET])).toThrow('plan.json')
    const gate = makeGate()
    gate.keep([SECRET])
    for (const open of [gate.line, gate.lines, gate.document]) {
      expect(() => assertNoCanary({ out: open(letOut['plan.json']) }, [SECRET])).not.toThrow()
    }
  },
)
