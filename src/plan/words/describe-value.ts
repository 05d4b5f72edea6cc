import { findSecrets } from '../../problem/secrets/find-secrets.ts'
import { counted } from '../../text/lists.ts'
import { code } from './code.ts'
import { isSecretName } from './is-secret-name.ts'
import { lineChanges } from './line-changes.ts'
import { type Plain, textOf } from './plain.ts'
import type { PropertyChange } from './property-changes.ts'

const MAX_SHOWN_LENGTH = 40

/** What happened to one value; `detail` is the values where they may be shown, else what can be said about them. */
interface ValueWords {
  readonly verb: 'added' | 'removed' | 'changed'
  readonly detail: string | undefined
}

/**
 * `` `a` → `b` ``, `+3 −1 lines`, or `12 bytes` of what looks like a credential or is named like one anywhere on
 * its path. Values are
 * shown when they have one line of at most 40 characters; of removed values none is.
 */
export const describeValue = (change: PropertyChange): ValueWords => {
  const { before, after } = change
  if (after === undefined) return { verb: 'removed', detail: undefined }
  const verb = before === undefined ? 'added' : 'changed'
  if (isHidden(change)) return { verb, detail: counted(byteLength(after), 'byte') }
  const shown = shownValue(after)
  if (before === undefined) return { verb, detail: shown }
  const old = shownValue(before)
  if (shown !== undefined && old !== undefined) return { verb, detail: `${old} → ${shown}` }
  const isText = typeof before === 'string' && typeof after === 'string'
  return { verb, detail: isText ? lineChanges(before, after) : undefined }
}

const isHidden = ({ path, before, after }: PropertyChange): boolean =>
  (path.some(isSecretName) && !(isHarmless(before) && isHarmless(after))) || [before, after].some(looksSecret)

const looksSecret = (value: Plain | undefined): boolean =>
  typeof value === 'string' && value.length <= MAX_SHOWN_LENGTH && findSecrets(value).length > 0

/** What a field that is named like a credential may hold without being one: a reference to it, a switch, nothing. */
const isHarmless = (value: Plain | undefined): boolean =>
  value === undefined || value === null || typeof value === 'boolean' || isSecretReference(value)

const isSecretReference = (value: Plain): boolean =>
  typeof value === 'string' && /^\s*\{\{\s*secret\(\s*(['"])[\w.-]{1,60}\1\s*\)\s*\}\}\s*$/.test(value)

const shownValue = (value: Plain): string | undefined => {
  const text = value === null ? 'null' : textOf(value)
  return text === undefined || text.length > MAX_SHOWN_LENGTH || /[\r\n]/.test(text) ? undefined : code(text)
}

const byteLength = (value: Plain): number => Buffer.byteLength(textOf(value) ?? JSON.stringify(value))
