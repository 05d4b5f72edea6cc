import type { ApiRequest, Reply } from './api.ts'

const DEFAULT_PAGE_SIZE = 30
// GitHub takes no more and does not say so: https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
const MAX_PAGE_SIZE = 100

export interface Page {
  readonly number: number
  readonly size: number
}

export function pageOf(query: URLSearchParams): Page {
  const size = Number(query.get('per_page') ?? DEFAULT_PAGE_SIZE)
  return {
    number: Math.max(1, Number(query.get('page') ?? 1)),
    size: Math.min(MAX_PAGE_SIZE, size > 0 ? size : DEFAULT_PAGE_SIZE),
  }
}

/** The asked page of `items`, with GitHub's `Link` header when there is more than one page. */
export function pageReply(request: ApiRequest, items: readonly unknown[], url: string): Reply {
  const page = pageOf(request.query)
  const body = items.slice((page.number - 1) * page.size, page.number * page.size)
  return { status: 200, body, headers: linkHeader({ page, total: items.length, url, query: request.query }) }
}

interface LinkOptions {
  readonly page: Page
  readonly total: number
  readonly url: string
  readonly query: URLSearchParams
}

/** `Link` with prev, next, last and first; empty for a single page. */
export function linkHeader({ page, total, url, query }: LinkOptions): Readonly<Record<string, string>> {
  const last = Math.max(1, Math.ceil(total / page.size))
  const link = (number: number, relation: string) => {
    const target = new URLSearchParams(query)
    target.set('page', String(number))
    return `<${url}?${target}>; rel="${relation}"`
  }
  const links = [
    ...(page.number > 1 ? [link(page.number - 1, 'prev')] : []),
    ...(page.number < last ? [link(page.number + 1, 'next'), link(last, 'last')] : []),
    ...(page.number > 1 ? [link(1, 'first')] : []),
  ]
  return links.length === 0 ? {} : { link: links.join(', ') }
}
