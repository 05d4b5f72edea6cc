import type { Diagnostic } from '../../flow/diagnostic.ts'
import { isAtLeast } from '../../kestra/server.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import type { CheckedFlow, FlowRule } from '../checked-flow.ts'

const LABEL_KEY = /^\p{Ll}[\p{L}0-9._-]*$/u

/** Labels of the flow, as a map or as a list of `{key, value}`; the rules on empty and odd keys came with 1.1 and 1.2. */
export const checkLabels: FlowRule = (flow) => {
  const { labels } = flow.value
  if (labels === undefined || labels === null) return []
  if (Array.isArray(labels)) return labels.flatMap((label: unknown, index) => listLabel(flow, label, ['labels', index]))
  if (!isMapValue(labels))
    return [{ code: 'wrong-shape', path: ['labels'], part: 'key', message: '`labels` must be a map or a list.' }]
  return Object.entries(labels).flatMap(([key, value]) => {
    const path = ['labels', key]
    // A null value drops the label without a word.
    return value === null ? [] : checkLabel(flow, { key, value, keyPath: path, valuePath: path })
  })
}

interface PlacedLabel {
  readonly key: string
  readonly value: unknown
  readonly keyPath: NodePath
  readonly valuePath: NodePath
}

const listLabel = (flow: CheckedFlow, label: unknown, path: NodePath): readonly Diagnostic[] => {
  if (!isMapValue(label))
    return [{ code: 'wrong-shape', path, message: 'A label in a list is a map of `key` and `value`.' }]
  const absent = (['key', 'value'] as const).filter((part) => isAbsent(label, part))
  if (absent.length > 0)
    return absent.map((part) => ({ code: 'missing-property', path, message: `This label has no \`${part}\`.` }))
  const key = flow.document.textOf([...path, 'key']) ?? ''
  return checkLabel(flow, { key, value: label['value'], keyPath: [...path, 'key'], valuePath: [...path, 'value'] })
}

const isAbsent = (label: MapValue, part: string): boolean => label[part] === undefined || label[part] === null

const checkLabel = (flow: CheckedFlow, { key, value, keyPath, valuePath }: PlacedLabel): readonly Diagnostic[] => {
  const part = keyPath === valuePath ? 'key' : 'value'
  if (typeof value === 'object') {
    return [
      {
        code: 'wrong-shape',
        path: valuePath,
        message: `The value of the label "${key}" must be a text, number or boolean.`,
      },
    ]
  }
  if (key.startsWith('system.') && key !== 'system.readOnly') {
    return [
      { code: 'system-label', path: keyPath, part, message: `The label "${key}" can only be set by Kestra itself.` },
    ]
  }
  const diagnostics: Diagnostic[] = []
  if (!LABEL_KEY.test(key)) {
    const message = `The label key ${key === '' ? '(empty)' : JSON.stringify(key)} is not valid: first a lower-case letter, then letters, digits, \`.\`, \`_\` and \`-\`.`
    diagnostics.push({ code: 'invalid-label', path: keyPath, part, message, ...since(flow, 2) })
  }
  if (value === '')
    diagnostics.push({
      code: 'invalid-label',
      path: valuePath,
      message: `The label "${key}" has no value.`,
      ...since(flow, 1),
    })
  return diagnostics
}

/** An error from 1.`minor` on, a warning where the version is older or not known. */
const since = ({ version }: CheckedFlow, minor: number): Pick<Diagnostic, 'severity'> => ({
  severity: isAtLeast(version, 1, minor) ? 'error' : 'warning',
})
