import * as z from 'zod'
import { findSecrets } from '../problem/find-secrets.ts'
import { replaceSpans } from '../problem/hide-secrets.ts'
import { parseJson } from '../text/parse-json.ts'

const textOf = z.string().nullish()

const problemDocument = z.looseObject({
  detail: textOf,
  title: textOf,
  errors: z.array(z.looseObject({ detail: textOf })).nullish(),
})

const hateoasError = z.looseObject({
  message: textOf,
  _embedded: z.looseObject({ errors: z.array(z.looseObject({ message: textOf, path: textOf })).nullish() }).nullish(),
})

/** Nobody reads more. Who shows it hides secrets first and then cuts it shorter, so that no secret is cut before it is hidden. */
const MAX_TEXT_CHARACTERS = 20_000

/**
 * The server's own words in an error answer, of either generation: RFC 9457 documents (2.0.0 and later) or Micronaut's
 * HATEOAS errors (before), read in the order of docs/facts/kestra.md, "Error bodies". Never HTML. Empty when there are none.
 */
export const parseErrorTexts = (contentType: string, body: string): readonly string[] => {
  if (!contentType.includes('json'))
    return contentType.startsWith('text/plain') && body !== '' ? [clip(withoutCredentials(body))] : []
  const json = parseJson(body)
  const problem = problemDocument.safeParse(json)
  if (problem.success) {
    const details = (problem.data.errors ?? []).map(({ detail }) => detail)
    const texts = compact(details.length > 0 ? details : [problem.data.detail])
    if (texts.length > 0) return texts
  }
  const hateoas = hateoasError.safeParse(json)
  if (!hateoas.success) return []
  const message = compact([hateoas.data.message])
  if (message.length > 0) return message
  const embedded = compact((hateoas.data._embedded?.errors ?? []).map((error) => error.message))
  return embedded.length > 0 ? embedded : compact([problem.data?.title])
}

const compact = (texts: readonly (string | null | undefined)[]): string[] =>
  texts
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
    .map((text) => clip(withoutCredentials(text.trim())))

/** Whom it belongs to cannot be told here: what looks like a credential is not repeated at all. */
const withoutCredentials = (text: string): string => replaceSpans(text, findSecrets(text), 'hidden')

const clip = (text: string): string =>
  text.length > MAX_TEXT_CHARACTERS ? `${text.slice(0, MAX_TEXT_CHARACTERS)} …` : text
