import { isAtLeast } from '../../../flow/kestra-version.ts'
import { MAX_NAMESPACE_LENGTH, NAMESPACE_PATTERN } from '../../../resource/namespace.ts'
import type { RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export const namespace = ({ document, value, version }: RuleContext): readonly RuleFinding[] => {
  const text = document.namespace
  if (text === undefined) return []
  const at = { code: 'invalid-namespace', path: ['namespace'] } as const
  if (!NAMESPACE_PATTERN.test(text)) {
    const message = `The namespace ${quoted(text)} is not valid: lower-case letters, digits, \`.\`, \`_\` and \`-\` only, first a letter or digit.`
    return [{ ...at, message }]
  }
  if (text.length > MAX_NAMESPACE_LENGTH) {
    const message = `The namespace has ${text.length} characters; at most ${MAX_NAMESPACE_LENGTH} are allowed.`
    return [{ ...at, message }]
  }
  if (typeof value['namespace'] === 'string' || isAtLeast(version, 2, 0)) return []
  const message = `The namespace is not text to YAML 1.1 but a ${typeof value['namespace']}; servers before 2.0 fail on it.`
  return [{ ...at, message, hint: 'Quote the value.', severity: version ? 'error' : 'warning' }]
}

export const quoted = (text: string): string => (text === '' ? '(empty)' : JSON.stringify(text))
