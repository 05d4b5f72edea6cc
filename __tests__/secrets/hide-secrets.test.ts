import { describe, expect, it } from 'vitest'
import { hideSecrets } from '../../src/secrets/hide-secrets.ts'
import { growth } from '../fixtures/growth.ts'

const SECRET = `Pa55/w<o>rd "&+'é\\ key=1%2`
const PAIR = Buffer.from(`kestra:${SECRET}`).toString('base64')
const hide = hideSecrets([SECRET, PAIR])

const html = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
const numeric = (text: string) => [...text].map((character) => `&#x${character.codePointAt(0)?.toString(16)};`).join('')
const lower = (text: string) => text.replace(/%[\dA-F]{2}/g, (byte) => byte.toLowerCase())
const everyByte = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&')
const unicode = (text: string) =>
  [...text].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const base64 = (text: string, before: string) => Buffer.from(`${before}${text}`).toString('base64')

const forms: readonly (readonly [string, string])[] = [
  ['as it is', SECRET],
  ['JSON', JSON.stringify(SECRET).slice(1, -1)],
  ['JSON twice', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
  ['JSON with every character escaped', unicode(SECRET)],
  ['HTML', html(SECRET)],
  ['HTML with every character escaped', numeric(SECRET)],
  ['HTML within JSON', JSON.stringify(html(SECRET)).slice(1, -1)],
  ['a part of a URL', encodeURIComponent(SECRET)],
  ['a part of a URL, small letters', lower(encodeURIComponent(SECRET))],
  ['a form', new URLSearchParams({ p: SECRET }).toString().slice(2)],
  ['percent-encoding of every byte', everyByte(SECRET)],
  ['a part of a URL, twice', encodeURIComponent(encodeURIComponent(SECRET))],
  ...['', 'a', 'ab'].map((before) => [`base64 behind ${before.length} bytes`, base64(SECRET, before)] as const),
  ...['', 'a', 'ab'].map(
    (before) =>
      [`base64url behind ${before.length} bytes`, Buffer.from(`${before}${SECRET}`).toString('base64url')] as const,
  ),
  ['base64 that was broken into lines', base64(SECRET, '').replace(/.{16}/g, '$&\r\n')],
  ['the pair of an Authorization header', PAIR],
  ['hexadecimal', Buffer.from(SECRET).toString('hex')],
  ['lines broken in the middle', `${SECRET.slice(0, 7)}\n${SECRET.slice(7)}`],
  ['invisible characters within', [...SECRET].join('\u200b')],
  ['invisible characters within, spelt out', [...SECRET].join('⟨U+200B⟩')],
  ['colours within', `${SECRET.slice(0, 5)}\u001b[31m${SECRET.slice(5)}`],
]

/** Any four characters of it in a row that are letters or digits, so that wording does not count. */
const leaks = (text: string, form: string) =>
  [...form.matchAll(/(?=([A-Za-z0-9]{5}))/g)].map(([, part = '']) => part).filter((part) => text.includes(part))

describe('hideSecrets', () => {
  it.each(forms)('hides a secret as %s', (_name, form) => {
    const shown = hide(`before ${form} behind`)
    expect(shown).toMatch(/^before /)
    expect(leaks(shown, form)).toEqual([])
    expect(shown).toContain(' bytes)')
  })

  it.each(['kestra-2024!', 'team', 'production.key'])(
    'hides %s as a whole, and no word that is a part of it',
    (secret) => {
      const text = 'kestra and tea, produce and production, at https://kestra.example.com/ui/ for kestra'
      expect(hideSecrets([secret])(text)).toBe(text)
      expect(hideSecrets([secret])(`${text} ${secret}`)).toBe(`${text} (changed, ${secret.length} bytes)`)
    },
  )

  it('hides each line of a secret of several, and keeps lines lines', () => {
    const hideLines = hideSecrets(['first line\nsecond line'])
    expect(hideLines('x second line\nfirst line\r\nsecond line')).toBe(
      'x (changed, 11 bytes)\n(changed, 10 bytes)\r\n(changed, 11 bytes)',
    )
  })

  it('looks for nothing under four characters', () => {
    expect(hideSecrets(['1', 'abc'])('1 abc')).toBe('1 abc')
    expect(hideSecrets(['abcd'])('xabcdx')).toBe('x(changed, 4 bytes)x')
  })

  it.each(['Pa55', '%', '&#', '&amp;', '\\u', '\u001b[0', '⟨U+', '\u200b', `${SECRET.slice(0, 10)} `])(
    'goes over a text of many %j once',
    (piece) => {
      expect(growth([2000, 16_000], (size) => () => hide(piece.repeat(size)))).toBeLessThan(24)
    },
  )
})
