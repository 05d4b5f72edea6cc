import fc from 'fast-check'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { unpackEach } from '../../src/kestra/client.ts'
import type { HttpAnswer } from '../../src/kestra/http/exchange.ts'

const target = { server: 'https://kestra.acme.io', tenant: 'main', credentials: 'none' } as const
const answerOf = (body: Uint8Array): HttpAnswer => ({ status: 200, contentType: '', body: Buffer.from(body) })
const read = (body: Uint8Array) =>
  new Map(unpackEach(answerOf(body), target, (name, content) => [name, content] as const))
const why = (body: Uint8Array): string => {
  try {
    return `read ${[...read(body).keys()].join()}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const FILE = { 'a.sql': strToU8('select 1 '.repeat(50)) }
/** The directory of an archive whose comment is empty. */
const directoryOf = (zip: Buffer): number => zip.readUInt32LE(zip.length - 22 + 16)
const patched = (files: Zippable, patch: (zip: Buffer, directory: number) => void): Buffer => {
  const zip = Buffer.from(zipSync(files))
  patch(zip, directoryOf(zip))
  return zip
}

describe('an archive of the server', () => {
  it('is read byte for byte, stored or deflated, whatever its files are called', () => {
    const names = fc.oneof(
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 40 })
        // The packer of this test does not accept `__proto__`.
        .filter((name) => !/[\0/]/.test(name) && name !== '__proto__' && name.isWellFormed()),
      fc.constantFrom('constructor', 'a/b/c.sql', 'café.yml', '…'),
    )
    fc.assert(
      fc.property(
        fc.dictionary(names, fc.uint8Array({ maxLength: 2000 }), { maxKeys: 12, noNullPrototype: false }),
        fc.constantFrom(0 as const, 6 as const),
        (files, level) => {
          const zip = zipSync(files, { level })
          expect([...read(zip)].map(([name, bytes]) => [name, [...bytes]])).toEqual(
            Object.entries(files).map(([name, bytes]) => [name, [...bytes]]),
          )
        },
      ),
    )
  })

  it('keeps a file that is called as a prototype', () => {
    const zip = Buffer.from(zipSync({ '123456789': strToU8('x') }))
    const renamed = Buffer.from(zip.toString('latin1').replaceAll('123456789', '__proto__'), 'latin1')
    expect([...read(renamed).keys()]).toEqual(['__proto__'])
  })

  it('takes little more memory for its files than they have', () => {
    for (const size of [0, 1, 63, 64, 1000, 16_383, 16_384, 100_000]) {
      const files = Array.from({ length: 200 }, (_, index) => [`${index}`, Buffer.alloc(size, 'select 1 ')] as const)
      const contents = [...read(zipSync(Object.fromEntries(files))).values()]
      expect(contents.map(({ length }) => length)).toEqual(files.map(() => size))
      const held = [...new Set(contents.map(({ buffer }) => buffer))].reduce((sum, of) => sum + of.byteLength, 0)
      expect(held / 200).toBeLessThan(1.5 * size + 1000)
    }
  })

  it('has no directories', () => {
    expect([...read(zipSync({ 'a/': new Uint8Array(), 'a/b': strToU8('x') })).keys()]).toEqual(['a/b'])
  })

  it('is refused wherever it is cut off', () => {
    const zip = zipSync({ ...FILE, 'b.sql': strToU8('select 2') })
    for (let length = 0; length < zip.length; length += 1)
      expect(why(zip.subarray(0, length))).toMatch(/cut off or broken/)
  })

  it('is refused wherever one of its bytes was changed, or says the same as before', () => {
    const zip = zipSync(FILE)
    const whole = [...read(zip).values()].toString()
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Buffer.from(zip)
        other[at] = (other[at] ?? 0) ^ change
        const answer = why(other)
        if (answer.startsWith('read')) expect([...read(other).values()].toString()).toBe(whole)
        else expect(answer).toMatch(/cut off or broken|MB unpacked/)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['longer than it says', 24, 100],
    ['shorter than it says', 24, 4000],
    ['of another checksum', 16, 7],
  ])('with an entry that is %s is refused', (_name, field, value) => {
    expect(why(patched(FILE, (zip, directory) => zip.writeUInt32LE(value, directory + field)))).toMatch(
      /cut off or broken/,
    )
  })

  /** The entry of the directory after the first. */
  const second = (zip: Buffer, directory: number): number => zip.indexOf('PK\u0001\u0002', directory + 4, 'latin1')

  it('with two entries of one name is refused', () => {
    const twins = { 'a.sql': strToU8('one'), 'b.sql': strToU8('two') }
    const renamed = patched(twins, (zip, directory) => {
      const at = second(zip, directory)
      zip.write('a.sql', at + 46)
      zip.write('a.sql', zip.readUInt32LE(at + 42) + 30)
    })
    expect(why(renamed)).toMatch(/of one name/)
  })

  it('with an entry inside of another one is refused', () => {
    const inner = { 'b.sql': strToU8('two') }
    const outer: Zippable = {
      'a.zip': [zipSync(inner, { level: 0 }), { level: 0 }],
      'b.sql': [strToU8('two'), { level: 0 }],
    }
    const headerLength = 30 + 'a.zip'.length
    expect(
      why(patched(outer, (zip, directory) => zip.writeUInt32LE(headerLength, second(zip, directory) + 42))),
    ).toMatch(/share bytes/)
  })

  it('that would unpack to more than the limit is refused before anything is unpacked', () => {
    const bomb = patched(FILE, (zip, directory) => zip.writeUInt32LE(0xf0000000, directory + 24))
    expect(why(bomb)).toMatch(/zip archive of more than 536 MB unpacked, and it was not unpacked/)
  })

  it('is refused when an entry is encrypted or packed in another way', () => {
    expect(why(patched(FILE, (zip, directory) => zip.writeUInt16LE(1, directory + 8)))).toMatch(/unknown packing/)
    expect(why(patched(FILE, (zip, directory) => zip.writeUInt16LE(93, directory + 10)))).toMatch(/unknown packing/)
  })
})
