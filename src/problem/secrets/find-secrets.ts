import type { SecretSpan } from './find-named-secrets.ts'
import { findNamedSecrets } from './find-named-secrets.ts'

// The shapes are those that the issuers document, anchored at word borders so that identifiers do not match.
const SHAPES: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  {
    kind: 'a private key',
    pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g,
  },
  { kind: 'an AWS access key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  { kind: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b/g },
  { kind: 'a GitLab token', pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_-]{20,}/g },
  { kind: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g },
  {
    kind: 'a Slack webhook',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]+\/[A-Za-z0-9/]{8,}/g,
  },
  {
    kind: 'a Discord webhook',
    pattern: /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/g,
  },
  { kind: 'a Stripe key', pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b/g },
  { kind: 'a Google API key', pattern: /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g },
  { kind: 'a Google OAuth secret', pattern: /\b(?:GOCSPX-[A-Za-z0-9_-]{28}|ya29\.[A-Za-z0-9_-]{20,})/g },
  {
    kind: 'an OpenAI or Anthropic key',
    pattern: /\bsk-(?:proj-|svcacct-|ant-)[A-Za-z0-9_-]{20,}|\bsk-[A-Za-z0-9]{48}\b/g,
  },
  { kind: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'a PyPI token', pattern: /\bpypi-AgEI[A-Za-z0-9_-]{50,}/g },
  { kind: 'a Docker Hub token', pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}/g },
  { kind: 'a Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{34}\b/g },
  { kind: 'a Databricks token', pattern: /\bdapi[a-f0-9]{32}\b/g },
  { kind: 'a SendGrid key', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{32,64}/g },
  { kind: 'an Azure storage key', pattern: /\bAccountKey=[A-Za-z0-9+/]{64,}={0,2}/g },
  { kind: 'a JSON web token', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g },
]

const URL_WITH_PASSWORD = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"{}<>$]+:([^\s/@'"{}<>$]{3,})@/gi
const PLACEHOLDER = /^(?:[*x.]+|pass(?:word|wd)?|pwd|secret|token|changeme|example|user(?:name)?)$/i

/**
 * Everything in a text that looks like a credential, in order and without overlaps: known shapes of tokens and keys,
 * passwords in URLs, and values of high entropy under a key that is named like a secret. Pebble expressions such as
 * `{{ secret('X') }}` are not credentials. Pure and linear in the text; false positives are possible, so warn or
 * redact, never refuse.
 */
export const findSecrets = (text: string): readonly SecretSpan[] => {
  const shapes = SHAPES.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind })),
  )
  return withoutOverlaps([...shapes, ...urlPasswords(text), ...findNamedSecrets(text)])
}

const urlPasswords = (text: string): readonly SecretSpan[] => {
  if (!text.includes('://')) return []
  return [...text.matchAll(URL_WITH_PASSWORD)].flatMap((match) => {
    const password = match[1] ?? ''
    const end = match.index + match[0].length - 1
    return PLACEHOLDER.test(password) ? [] : [{ start: end - password.length, end, kind: 'a password in a URL' }]
  })
}

/** The earlier span stays; of two at one place the one whose shape is known, which comes first. */
const withoutOverlaps = (spans: readonly SecretSpan[]): readonly SecretSpan[] => {
  const kept: SecretSpan[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  }
  return kept
}
