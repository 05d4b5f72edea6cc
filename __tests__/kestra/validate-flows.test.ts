import { createServer } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { KestraClient } from '../../src/kestra/client.ts'
import { createHttp } from '../../src/kestra/http/http.ts'
import { parseServerInfo } from '../../src/kestra/server.ts'
import { joinForValidate, prepareForValidate, validateFlows } from '../../src/kestra/validate-flows.ts'
import { growth } from '../fixtures/growth.ts'
import { listen } from '../support/listen.ts'

const FLOWS = ['a', 'b', 'c'].map((id) => ({ file: `${id}.yml`, source: `id: ${id}\nnamespace: n\n` }))

/** The verdicts in an answer of a server of that version, by file. */
const readingsOf = async (version: string, answer: readonly unknown[], flows = FLOWS) => {
  await using server = await listen(
    createServer((incoming, response) => {
      incoming
        .resume()
        .on('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)))
    }),
  )
  const http = createHttp({
    ...{ server: server.url, timeoutSeconds: 5, signal: new AbortController().signal, headers: {} },
    ...{ credentials: { kind: 'none' }, caCertificate: undefined, onRepeat: () => undefined },
  })
  const info = parseServerInfo({ version })
  if (info === undefined) throw new Error(`${version} is not a version`)
  const client: KestraClient = {
    http,
    base: '/api/v1/main',
    info,
    serverTime: undefined,
    target: { server: server.url, tenant: 'main', credentials: 'none' },
  }
  const verdicts = await validateFlows(client, flows)
  await http.close()
  return verdicts.map(
    ({ file, readAs, constraints }) =>
      `${file} ${readAs === undefined ? '-' : `${readAs.namespace}.${readAs.id}`} ${constraints.length}`,
  )
}

const part = (index: number, filename: string, flow: string, more = {}) => ({
  index,
  filename,
  namespace: 'n',
  flow,
  ...more,
})

describe('the verdicts of a server', () => {
  it('are matched by the names of the parts: one that is answered twice shifts every index behind it', async () => {
    const answer = [part(0, '0.yml', 'a'), part(1, '0.yml', 'a'), part(2, '1.yml', 'b'), part(3, '2.yml', 'c')]
    expect(await readingsOf('2.0.0', answer)).toEqual(['a.yml n.a 0', 'b.yml n.b 0', 'c.yml n.c 0'])
  })

  it('of a part that is answered twice are objections where one of them is', async () => {
    const answer = [part(0, '0.yml', 'a'), part(1, '0.yml', 'a', { constraints: 'no' }), part(2, '1.yml', 'b')]
    expect(await readingsOf('2.0.0', answer)).toEqual(['a.yml n.a 1', 'b.yml n.b 0', 'c.yml - 1'])
  })

  it('go by index where parts have no names', async () => {
    const answer = ['a', 'b', 'c'].map((flow, index) => ({ index, namespace: 'n', flow }))
    for (const version of ['1.0.3', '1.3.0'])
      expect(await readingsOf(version, answer)).toEqual(['a.yml n.a 0', 'b.yml n.b 0', 'c.yml n.c 0'])
  })

  it('do not name a flow of a text that the server reads in pieces, or half a name', async () => {
    const flows = [{ file: 'a.yml', source: 'id: a\nnamespace: n\n---x: y\n' }]
    expect(await readingsOf('1.0.3', [{ index: 0, namespace: 'n', flow: 'a' }], flows)).toEqual(['a.yml - 0'])
    expect(await readingsOf('2.0.0', [part(0, '0.yml', 'a')], flows)).toEqual(['a.yml n.a 0'])
    expect(await readingsOf('2.0.0', [{ index: 0, filename: '0.yml', flow: 'a' }], flows)).toEqual(['a.yml - 0'])
  })
})

/** How servers split a body (docs/internals/facts/kestra.md, "Validate"). */
const splitLikeKestra = (body: string): string[] => body.trim().split(/[\r\n]+---[\r\n]*/)

describe('a document is prepared so that the server sees one document', () => {
  const flow = 'id: a\nnamespace: b\n'
  const cases: { name: string; source: string; text: string; lineOffset: number; canBeJoined: boolean }[] = [
    { name: 'as it is', source: flow, text: flow, lineOffset: 0, canBeJoined: true },
    { name: 'its own separator', source: `---\n${flow}`, text: flow, lineOffset: 1, canBeJoined: true },
    { name: 'comments above it', source: `# x\n\n--- # y\n${flow}`, text: flow, lineOffset: 3, canBeJoined: true },
    { name: 'a directive above it', source: `%YAML 1.1\n---\n${flow}`, text: flow, lineOffset: 2, canBeJoined: true },
    { name: 'blank lines', source: `\n  \n${flow}`, text: flow, lineOffset: 2, canBeJoined: true },
    { name: 'blank lines below it', source: `---\n\n${flow}`, text: flow, lineOffset: 2, canBeJoined: true },
    {
      name: 'a comment without separator',
      source: `# x\n${flow}`,
      text: `# x\n${flow}`,
      lineOffset: 0,
      canBeJoined: true,
    },
    { name: 'an end mark', source: `${flow}...\n`, text: flow, lineOffset: 0, canBeJoined: true },
    { name: 'line ends of Windows', source: '---\r\nid: a\r\n', text: 'id: a\r\n', lineOffset: 1, canBeJoined: true },
    {
      name: 'two documents',
      source: `${flow}---\n${flow}`,
      text: `${flow}---\n${flow}`,
      lineOffset: 0,
      canBeJoined: false,
    },
    {
      name: 'a line that starts with dashes',
      source: `${flow}---x\n`,
      text: `${flow}---x\n`,
      lineOffset: 0,
      canBeJoined: false,
    },
    { name: 'a byte-order mark', source: `\uFEFF${flow}`, text: `\uFEFF${flow}`, lineOffset: 0, canBeJoined: false },
    { name: 'nothing', source: '', text: '', lineOffset: 0, canBeJoined: false },
    { name: 'only a separator', source: '---', text: '', lineOffset: 0, canBeJoined: false },
  ]
  test.each(cases)('$name', ({ source, text, lineOffset, canBeJoined }) => {
    expect(prepareForValidate(source)).toMatchObject({ text, lineOffset, canBeJoined })
  })

  test('nothing is cut off that holds a hidden line end: behind it stands what the server reads first', () => {
    for (const end of ['\r', '\u0085', '\u2028', '\u2029']) {
      const comments = [`# x${end}id: hidden\n---\n${flow}`, `--- # x${end}id: hidden\n${flow}`]
      const marked = [`${flow}... # x${end}id: hidden\n`, `${flow}...${end}id: hidden\n`]
      for (const source of [...comments, ...marked]) expect(prepareForValidate(source)).toMatchObject({ text: source })
    }
  })

  test('a text that only the server splits is not read whole', () => {
    const sources = [
      flow,
      `---\n${flow}`,
      `${flow}---\n`,
      `${flow}---\n# x\n`,
      `${flow}---x: y\n`,
      `${flow}\r---x: y\n`,
    ]
    expect(sources.map((source) => prepareForValidate(source).isReadWhole)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

/** The bodies of these documents, and which of them each one carries. */
const bodiesOf = (documents: Parameters<typeof joinForValidate>[0]) =>
  joinForValidate(documents).map(({ request, flows }) => ({
    body: String(request.body),
    indexes: flows.map(({ index }) => index),
  }))

test('a document that the server would split goes alone, the others keep their order', () => {
  const documents = ['id: a\n', 'id: b\n---\nid: c\n', '---\nid: d\n'].map(prepareForValidate)
  expect(bodiesOf(documents)).toEqual([
    { body: 'id: a\n---\nid: d', indexes: [0, 2] },
    { body: 'id: b\n---\nid: c\n', indexes: [1] },
  ])
})

test('a body stays below four million bytes', () => {
  const big = { text: `x: ${'é'.repeat(999_000)}\n`, lineOffset: 0, canBeJoined: true, isReadWhole: true }
  expect(bodiesOf([big, big, big]).map(({ indexes }) => indexes)).toEqual([[0, 1], [2]])
})

test('whatever the documents hold, each answer of the server belongs to one of them', () => {
  const line = fc.constantFrom(
    'id: a',
    '# note',
    '',
    '---',
    '...',
    '  - x',
    '%YAML 1.1',
    '--- # end',
    'text: |',
    '  ---',
    '\uFEFF',
  )
  const source = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(fc.array(source, { maxLength: 6 }), (sources) => {
      const documents = sources.map(prepareForValidate)
      const bodies = bodiesOf(documents)
      expect(bodies.flatMap(({ indexes }) => indexes).sort()).toEqual(sources.map((_, index) => index))
      for (const { body, indexes } of bodies.filter((entry) => entry.indexes.length > 1)) {
        const seen = splitLikeKestra(body)
        expect(seen.map((text) => text.trim())).toEqual(indexes.map((index) => documents[index]?.text.trim()))
      }
    }),
  )
})

test.each(['\n', '\r', ' ', '\n...', '\n... ', '\n... #', '#\n', '---', ' \n'])(
  'a flow of many %j is prepared in linear time',
  (piece) => {
    const preparing = (size: number) => {
      const source = `id: a\n...${piece.repeat(size)}x\n`
      return () => joinForValidate([prepareForValidate(source), prepareForValidate(piece.repeat(size))])
    }
    expect(growth([3000, 24_000], preparing)).toBeLessThan(24)
  },
)
