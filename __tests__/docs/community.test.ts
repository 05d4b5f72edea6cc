import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { sourceFiles } from '../architecture/source-files.ts'

const text = z.string().trim().min(1)
const name = z.string().regex(/^[A-Za-z0-9_-]+$/)
const required = z.strictObject({ required: z.boolean() }).optional()
const about = { label: text, description: text.optional() }

/** An element of an issue form, as docs.github.com has it: "Syntax for GitHub's form schema". */
const element = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: text }) }),
  z.strictObject({
    type: z.literal('input'),
    id: name,
    attributes: z.strictObject({ ...about, placeholder: text.optional(), value: text.optional() }),
    validations: required,
  }),
  z.strictObject({
    type: z.literal('textarea'),
    id: name,
    attributes: z.strictObject({
      ...about,
      placeholder: text.optional(),
      value: text.optional(),
      render: text.optional(),
    }),
    validations: required,
  }),
  z.strictObject({
    type: z.literal('dropdown'),
    id: name,
    attributes: z.strictObject({
      ...about,
      multiple: z.boolean().optional(),
      // "None" is GitHub's own word, and a boolean is not taken for a text.
      options: z.array(text.refine((option) => !/^none$/i.test(option))).min(1),
      default: z.int().optional(),
    }),
    validations: required,
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    id: name,
    attributes: z.strictObject({
      ...about,
      options: z.array(z.strictObject({ label: text, required: z.boolean().optional() })).min(1),
    }),
  }),
])

const form = z.strictObject({ name: text, description: text, labels: z.array(text), body: z.array(element).min(1) })
const chooser = z.strictObject({
  blank_issues_enabled: z.boolean(),
  contact_links: z.array(z.strictObject({ name: text, url: z.url({ protocol: /^https$/ }), about: text })),
})

const files = sourceFiles(/^\.github\/ISSUE_TEMPLATE\/.*\.yml$/)
const forms = files.filter(({ path }) => !path.endsWith('/config.yml'))

describe('the issue forms', () => {
  it.each(forms)('$path is one that GitHub takes', ({ text: yaml }) => {
    const { body } = form.parse(parse(yaml))
    const ids = body.flatMap((part) => ('id' in part ? [part.id] : []))
    const labels = body.flatMap((part) => ('label' in part.attributes ? [part.attributes.label] : []))
    expect([new Set(ids).size, new Set(labels).size]).toEqual([ids.length, labels.length])
    expect(ids.length).toBeGreaterThan(0)
  })

  it('have other names, and a chooser that GitHub takes', () => {
    const names = forms.map(({ text: yaml }) => form.parse(parse(yaml)).name)
    expect([new Set(names).size, names.length]).toEqual([2, 2])
    chooser.parse(parse(files.find(({ path }) => path.endsWith('/config.yml'))?.text ?? ''))
  })
})

describe('CHANGELOG.md', () => {
  const page = readFileSync('CHANGELOG.md', 'utf8')
  const releases = [...page.matchAll(/^## \[(.+)\](?: - (.+))?$/gm)].map(([, version = '', date]) => ({
    version,
    date,
  }))

  it('has an entry for the version of the package', () => {
    expect(releases.map(({ version }) => version)).toContain(JSON.parse(readFileSync('package.json', 'utf8')).version)
  })

  it('is in the form of Keep a Changelog, newest first', () => {
    expect(page.startsWith('# Changelog\n')).toBe(true)
    const wrong = releases.filter(
      ({ version, date }) => version !== 'Unreleased' && !/^(?:\d{4}-\d\d-\d\d|not released yet)$/.test(date ?? ''),
    )
    expect(wrong).toEqual([])
    const kinds = [...page.matchAll(/^### (.+)$/gm)].map(([, kind = '']) => kind)
    expect(kinds.filter((kind) => !/^(?:Added|Changed|Deprecated|Removed|Fixed|Security)$/.test(kind))).toEqual([])
    const versions = releases.map(({ version }) => version).filter((version) => version !== 'Unreleased')
    expect(versions).toEqual(versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })))
  })
})
