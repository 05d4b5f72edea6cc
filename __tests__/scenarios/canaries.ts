/** Everything that one run let out, by where it came out. */
export type LetOut = Readonly<Record<string, string>>

/** Shorter values stand in texts by chance. */
const MIN_LENGTH = 6
/** A shorter beginning may be a word. */
const MIN_PART = 8

/** Throws when a secret of a run is in anything that left it, in whatever form. Knows nothing of how the product hides them. */
export function assertNoCanary(letOut: LetOut, secrets: readonly string[]): void {
  const found = secrets
    .filter(({ length }) => length >= MIN_LENGTH)
    .flatMap((secret) =>
      Object.entries(formsOf(secret)).flatMap(([form, text]) =>
        Object.entries(letOut)
          .filter(([, out]) => out.includes(text))
          .map(
            ([where, out]) =>
              `${form} in ${where}: …${out.slice(Math.max(0, out.indexOf(text) - 80), out.indexOf(text))}`,
          ),
      ),
    )
  if (found.length > 0) throw new Error(`A secret left the run:\n${found.join('\n')}`)
}

/** What programs make of a text that they pass on; of base64 what the secret alone decides. */
export function formsOf(secret: string): Readonly<Record<string, string>> {
  const json = JSON.stringify(secret).slice(1, -1)
  const url = encodeURIComponent(secret)
  const html = secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  const named = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
  const aligned = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
  })
  return {
    'as it is': secret,
    'in JSON': json,
    'in a URL': url,
    'in a URL, small letters': url.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
    'in a form': url.replaceAll('%20', '+'),
    'in HTML': named,
    'in HTML by numbers': html,
    'its first half': secret.slice(0, Math.max(MIN_PART, Math.ceil(secret.length / 2))),
    ...Object.fromEntries(aligned.map((text, offset) => [`in base64 behind ${offset}`, text])),
    ...Object.fromEntries(
      aligned.map((text, offset) => [`in base64url behind ${offset}`, text.replaceAll('+', '-').replaceAll('/', '_')]),
    ),
    'in hexadecimal': Buffer.from(secret).toString('hex'),
  }
}

/** What a user name and password become in a header. */
export const basicPair = (username: string, password: string): string =>
  Buffer.from(`${username}:${password}`).toString('base64')
