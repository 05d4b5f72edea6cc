import { entropyOf, findKeyMarks, findPrivateKeys, type Span } from './find-private-keys.ts'

/** A part of a text that looks like a credential, in UTF-16 offsets; `end` is exclusive. */
export interface SecretSpan extends Span {
  /** The kind of credential for a message: `a GitHub token`. Never the value. */
  readonly kind: string
}

/** The `kind` of private keys. */
export const PRIVATE_KEY = 'a private key'

// The patterns follow the issuers' documentation. They are anchored at word borders so that identifiers do not match.
// Each match is exactly as long as the credential, so a fake credential hides nothing else on its line.
const SHAPES: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'an AWS access key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  { kind: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b/g },
  { kind: 'a GitLab token', pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_-]{20,300}/g },
  { kind: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,300}/g },
  {
    kind: 'a Slack webhook',
    pattern:
      /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]{1,20}\/(?:B[A-Z0-9]{1,20}|A[A-Z0-9]{1,20}\/\d{1,30})\/[A-Za-z0-9]{8,60}/g,
  },
  {
    kind: 'a Discord webhook',
    pattern: /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/[\w-]{20,100}/g,
  },
  { kind: 'a Stripe key', pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}\b/g },
  { kind: 'a Google API key', pattern: /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g },
  { kind: 'a Google OAuth secret', pattern: /\b(?:GOCSPX-[A-Za-z0-9_-]{28}|ya29\.[A-Za-z0-9_-]{20,2000})/g },
  {
    kind: 'an OpenAI or Anthropic key',
    pattern: /\bsk-(?:proj-|svcacct-|ant-)[A-Za-z0-9_-]{20,300}|\bsk-[A-Za-z0-9]{48}\b/g,
  },
  { kind: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'a PyPI token', pattern: /\bpypi-AgEI[A-Za-z0-9_-]{50,1000}/g },
  { kind: 'a Docker Hub token', pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,100}/g },
  { kind: 'a Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{34}\b/g },
  { kind: 'a Databricks token', pattern: /\bdapi[a-f0-9]{32}\b/g },
  { kind: 'a SendGrid key', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{32,64}/g },
  { kind: 'an Azure storage key', pattern: /\bAccountKey=[A-Za-z0-9+/]{64,128}={0,2}/g },
]

/**
 * Matches any of the patterns. Most texts contain no credential, and one search costs far less than one per pattern.
 */
const ANY_SHAPE = new RegExp(SHAPES.map(({ pattern }) => pattern.source).join('|'))

// Matched after `://`. The scheme before it is checked separately: a pattern that included it would scan a long line
// many times.
const USER_AND_PASSWORD = /[^\s/:@'"{}<>$]+:([^\s/@'"{}<>$]{3,})@/y
/** A shell command ends here. The rest of a password after it stays visible, because it may be the next command. */
const END_OF_COMMAND = /[;|&`()\\]/
/** The three parts of a JSON web token. */
const TOKEN_RUN = /[A-Za-z0-9_.-]+/g
/** The start of a token, after a character that cannot belong to it. */
const TOKEN_START = /(?:^|[^A-Za-z0-9_])eyJ[A-Za-z0-9_-]{8,}$/
const MIN_TOKEN_PART = 8
const PLACEHOLDER = /^(?:[*x.]+|pass(?:word|wd)?|pwd|secret|token|changeme|example|user(?:name)?)$/i

/**
 * Everything in a text that looks like a credential, in order and without overlaps: known tokens and keys, passwords in
 * URLs, and values of high entropy under a key named like a secret. Pebble expressions such as `{{ secret('X') }}` are
 * not credentials. Takes linear time. False positives are possible: callers may warn or redact, but never refuse.
 */
export const findSecrets = (text: string): readonly SecretSpan[] => {
  const keys = findPrivateKeys(text).map((line) => ({ ...line, kind: PRIVATE_KEY }))
  return withoutOverlaps([
    ...keys,
    ...knownShapes(text),
    ...webTokens(text),
    ...urlPasswords(text),
    ...findNamedSecrets(text),
  ])
}

const knownShapes = (text: string): readonly SecretSpan[] => {
  if (!ANY_SHAPE.test(text)) return []
  return SHAPES.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind })),
  )
}

/** Characters between two lines of one key: a comment or quotes at most. */
const MAX_BETWEEN_LINES = 100

/**
 * Each credential of a text once, for messages. A key of several lines is reported at its first line, or at its mark
 * when no line looks random.
 */
export const reportableSecrets = (text: string): readonly SecretSpan[] => {
  const marks = findKeyMarks(text).map((mark) => ({ ...mark, kind: PRIVATE_KEY }))
  return withoutOverlaps([...firstLines(findSecrets(text)), ...marks])
}

const firstLines = (spans: readonly SecretSpan[]): readonly SecretSpan[] =>
  spans.filter(({ kind, start }, index) => {
    const before = spans[index - 1]
    return kind !== PRIVATE_KEY || before?.kind !== PRIVATE_KEY || start - before.end > MAX_BETWEEN_LINES
  })

/** Finds `eyJ…`, a dot, `eyJ…`, a dot, a signature. Searches part by part, so that no part is read twice. */
const webTokens = (text: string): readonly SecretSpan[] => {
  if (!text.includes('.eyJ')) return []
  return [...text.matchAll(TOKEN_RUN)].flatMap((run) => {
    const spans: SecretSpan[] = []
    let at = run.index
    const parts = run[0].split('.').map((part) => {
      const start = at
      at += part.length + 1
      return { part, start }
    })
    for (const [index, { part, start }] of parts.entries()) {
      const [payload, signature] = [parts[index + 1], parts[index + 2]]
      if (payload === undefined || signature === undefined) break
      const opening = startOfToken(part)
      if (opening === undefined || !isTokenPart(payload.part, 'eyJ') || !isTokenPart(signature.part, '')) continue
      spans.push({ start: start + opening, end: signature.start + signature.part.length, kind: 'a JSON web token' })
    }
    return spans
  })
}

const isTokenPart = (part: string, start: string): boolean =>
  part.startsWith(start) && part.length >= start.length + MIN_TOKEN_PART

/** The offset in a part where a token may begin: at its first `eyJ` after a border. */
const startOfToken = (part: string): number | undefined => {
  const match = TOKEN_START.exec(part)
  if (match === null) return undefined
  return match[0].startsWith('eyJ') ? match.index : match.index + 1
}

const urlPasswords = (text: string): readonly SecretSpan[] => {
  const spans: SecretSpan[] = []
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    USER_AND_PASSWORD.lastIndex = at + 3
    const [whole, between = ''] = USER_AND_PASSWORD.exec(text) ?? []
    if (whole === undefined || PLACEHOLDER.test(between) || !/[a-z0-9+.-]/i.test(text[at - 1] ?? '')) continue
    const [password = ''] = between.split(END_OF_COMMAND, 1)
    if (password === '') continue
    const start = at + 3 + whole.indexOf(':') + 1
    spans.push({ start, end: start + password.length, kind: 'a password in a URL' })
  }
  return spans
}

/** The earlier span wins. For two at one offset the known pattern wins, because it comes first in the list. */
const withoutOverlaps = (spans: readonly SecretSpan[]): readonly SecretSpan[] => {
  const kept: SecretSpan[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  }
  return kept
}

// Names in `password: value`, `"api_key": "value"` and `TOKEN=value`, at the start of a line or after a separator.
const SECRET_NAME = /passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?/i

/**
 * True for a non-empty text under a name of a secret, whatever the text looks like. False for names of something about
 * a secret, such as `token_url`.
 */
export const isNamedLikeSecret = (name: string, text: string): boolean =>
  SECRET_NAME.test(name) && !ABOUT_A_SECRET.test(name) && text.trim() !== '' && !PLACEHOLDER.test(text)

const ASSIGNMENT =
  /(?<=^|[\s{,;"'-])["']?([\w.-]{0,60}(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)[\w-]{0,20})["']?[ \t]{0,4}[:=][ \t]{0,4}(["']?)([^\s"'#,;|&`{}[\]()<>$]{8,})\2/gim

/** Keys that contain the name of a secret but hold something about it. */
const ABOUT_A_SECRET =
  /(?:ur[il]|name|names|file|path|type|id|ids|endpoint|expir\w{0,20}|ttl|length|count|limit|field|header|version|issuer|scope|mode|policy|ref|arn|usage|s)$/i

const MIN_ENTROPY_BITS_PER_CHARACTER = 3

/** Values of high entropy under keys that are named like secrets. */
const findNamedSecrets = (text: string): readonly SecretSpan[] => {
  if (!SECRET_NAME.test(text)) return []
  return [...text.matchAll(ASSIGNMENT)].flatMap((match) => {
    const [whole, key = '', quote = '', value = ''] = match
    if (ABOUT_A_SECRET.test(key) || !looksRandom(value)) return []
    const end = match.index + whole.length - quote.length
    return [{ start: end - value.length, end, kind: `a value of high entropy under "${key}"` }]
  })
}

/**
 * True for a text that no person writes: letters mixed with digits, no word structure, at least 3 bits of Shannon
 * entropy per character. False for names, paths, class names, versions and expressions.
 */
const looksRandom = (value: string): boolean => {
  const isMixed = /\d/.test(value) && /[a-zA-Z]/.test(value)
  const isName = /^[A-Z0-9_]+$/.test(value) && value.includes('_')
  const isPath = /^[./~]|:\/\/|^[\w-]+(?:\.[a-zA-Z][\w-]*)+$/.test(value)
  const isExpression = /secret|env|vars|inputs|outputs/i.test(value)
  const isWordList = /^[a-z]+(?:[-_.][a-z]+)*[-_.]?\d{0,4}$/i.test(value)
  return (
    isMixed && !isName && !isPath && !isExpression && !isWordList && entropyOf(value) >= MIN_ENTROPY_BITS_PER_CHARACTER
  )
}
