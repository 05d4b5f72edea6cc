import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MarkerPayload, parseMarker, renderMarker } from '../../src/render/marker.ts'

const payload: MarkerPayload = { key: 'a1b2', runId: 7, runAttempt: 1, stage: 'planned' }

describe('marker', () => {
  it('reads back what it wrote, as the last line of a body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const body = `Headline\n\n${renderMarker({ ...payload, key })}\n`
        expect(parseMarker(body)).toEqual({ ...payload, key: key.toWellFormed() })
      }),
    )
  })

  it('carries a promise, without which it is read all the same', () => {
    const approvedPlan = { runId: 6, commit: 'a'.repeat(40), isOffline: false, digests: '*AAAA_-' }
    const marker = renderMarker({ ...payload, approvedPlan })
    expect(parseMarker(marker)).toEqual({ ...payload, approvedPlan })
    expect(marker).toContain('.*AAAA_- -->')
    expect(parseMarker(marker.replace('.*AAAA_-', ''))).toEqual(payload)
  })

  it('reads a body that GitHub gave back with CRLF', () => {
    expect(parseMarker(`Headline\r\n\r\n${renderMarker(payload)}\r\n`)).toEqual(payload)
  })

  it('never closes the HTML comment early', () => {
    const marker = renderMarker({ ...payload, key: '--> @org <!--' })
    expect(marker.indexOf('-->')).toBe(marker.length - 3)
  })

  const notOurs = [
    ['no marker', 'Headline'],
    ['an empty body', ''],
    ['a marker that is not on the last line', `${renderMarker(payload)}\nmore`],
    ['a marker inside a line', `text ${renderMarker(payload)}`],
    ['a payload that is no JSON', '<!-- kestra-gitops:v1:bm9wZQ -->'],
    ['a payload of another shape', `<!-- kestra-gitops:v1:${Buffer.from('{"key":1}').toString('base64url')} -->`],
    ['another version', renderMarker(payload).replace(':v1:', ':v9:')],
  ] as const

  it.each(notOurs)('takes %s for no marker', (_name, body) => {
    expect(parseMarker(body)).toBeUndefined()
  })
})
