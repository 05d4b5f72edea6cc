import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from '../../src/text/decode-utf8.ts'

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('decodeUtf8', () => {
  it.each([
    ['UTF-8', Buffer.from('grün\n'), { text: 'grün\n', hasBom: false, brokenLine: undefined }],
    ['a byte order mark', Buffer.from('\uFEFFa\n'), { text: 'a\n', hasBom: true, brokenLine: undefined }],
    [
      'another encoding, with its line',
      latin1('a\nb\ngr\xfcn\n'),
      { text: 'a\nb\ngr\uFFFDn\n', hasBom: false, brokenLine: 3 },
    ],
    ['another encoding in the last line', latin1('a\n\xff'), { text: 'a\n\uFFFD', hasBom: false, brokenLine: 2 }],
    [
      'a replacement character that is intended',
      Buffer.from('\uFFFD'),
      { text: '\uFFFD', hasBom: false, brokenLine: undefined },
    ],
    ['nothing', Buffer.alloc(0), { text: '', hasBom: false, brokenLine: undefined }],
  ])('reads %s', (_, bytes, decoded) => {
    expect(decodeUtf8(bytes)).toEqual(decoded)
  })
})
