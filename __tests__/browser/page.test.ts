import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { aPage, HOSTILE } from './a-page.ts'
import { type OpenPage, openPage } from './open-page.ts'

const COUNT = 600
const chromium = inject('chromiumPath')

const shown = `[...document.querySelectorAll('.item')].filter((item) => item.checkVisibility()).length`
const open = `document.querySelectorAll('details.item[open]').length`
const openAndShown = `[...document.querySelectorAll('details.item[open]')].filter((item) => item.checkVisibility()).length`
const type = (text: string) =>
  `search.focus(); search.value = ${JSON.stringify(text)}; search.dispatchEvent(new Event('input'))`
const click = (selector: string) => `document.querySelector(${JSON.stringify(selector)}).click()`
const background = `getComputedStyle(document.body).backgroundColor`

describe.skipIf(chromium === null)('the page of 600 changed flows in Chromium', () => {
  let page: OpenPage

  beforeAll(async () => {
    page = await openPage(chromium ?? '', aPage(COUNT))
  })
  afterAll(() => page[Symbol.asyncDispose]())

  it('shows every change and problem, the first small diffs open', async () => {
    expect(await page.evaluate(shown)).toBe(COUNT + 2)
    expect(await page.evaluate(`document.querySelectorAll('details.item').length`)).toBe(COUNT)
    expect(await page.evaluate(open)).toBe(20)
    expect(await page.evaluate(`document.getElementById('controls').checkVisibility()`)).toBe(true)
  })

  it('finds a flow by its name as it is typed, and text of a closed diff', async () => {
    await page.evaluate(type('FLOW-123'))
    expect(await page.evaluate(shown)).toBe(1)
    expect(await page.evaluate(`count.textContent`)).toBe('1 of 602 shown')
    await page.evaluate(type('hello edited'))
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('.item')].filter((item) => item.checkVisibility()).map((item) => item.querySelector('.name').textContent)`,
      ),
    ).toEqual(['company.team.both'])
    await page.press('Escape')
    expect(await page.evaluate(shown)).toBe(COUNT + 2)
  })

  it('filters by class: one, several, and back to all', async () => {
    await page.evaluate(click('.chip[value=delete]'))
    expect(await page.evaluate(shown)).toBe(1)
    await page.evaluate(click('.chip[value=drift]'))
    expect(await page.evaluate(shown)).toBe(2)
    await page.evaluate(click('.chip[value=error]'))
    // The problem, and the flow that has it.
    expect(await page.evaluate(shown)).toBe(4)
    for (const name of ['delete', 'drift', 'error']) await page.evaluate(click(`.chip[value=${name}]`))
    expect(await page.evaluate(shown)).toBe(COUNT + 2)
  })

  it('goes through the changes with the keys', async () => {
    const focused = `document.activeElement.closest('.item')?.querySelector('.name').textContent`
    await page.evaluate(click('.chip[value=create]'))
    await page.press('j')
    expect(await page.evaluate(focused)).toBe('company.team.flow-001')
    await page.press('j')
    expect(await page.evaluate(focused)).toBe('company.team.flow-004')
    await page.press('k')
    const before = await page.evaluate(open)
    const isOpen = `document.activeElement.closest('details').open`
    // New texts are folded where they have more than 40 lines together.
    expect(await page.evaluate(isOpen)).toBe(false)
    await page.press('e')
    expect(await page.evaluate(isOpen)).toBe(true)
    await page.press('e')
    expect(await page.evaluate(open)).toBe(before)
    await page.press('a')
    expect(await page.evaluate(openAndShown)).toBe(199)
    await page.press('c')
    await page.press('/')
    await page.press('j')
    expect(await page.evaluate(`[document.activeElement.id, search.value]`)).toEqual(['search', 'j'])
    await page.press('Escape')
    await page.evaluate(click('.chip[value=create]'))
  })

  it('opens what the graph and the references lead to, also where a filter hides it', async () => {
    await page.evaluate(click('.chip[value=delete]'))
    await page.evaluate(
      `document.querySelector('svg a[href]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`,
    )
    const target = `document.querySelector(document.querySelector('svg a[href]').getAttribute('href'))`
    await expect.poll(() => page.evaluate(`${target}.open`)).toBe(true)
    expect(await page.evaluate(`${target}.checkVisibility()`)).toBe(true)
    await page.press('c')
  })

  it('keeps hostile texts as texts, asks nobody for anything, and lets no other script run', async () => {
    expect(await page.evaluate(`window.hit ?? null`)).toBe(null)
    expect(await page.evaluate(`document.images.length + document.scripts.length`)).toBe(1)
    const name = `[...document.querySelectorAll('.problem .name')].at(-1).textContent`
    expect(await page.evaluate(name)).toContain(HOSTILE.slice(0, HOSTILE.indexOf('\u202e')))
    expect(page.requests).toHaveLength(1)
    await page.evaluate(
      `(() => { const script = document.createElement('script'); script.textContent = 'window.hit = 2'; document.body.append(script); script.remove() })()`,
    )
    await page.evaluate(
      `(() => { const image = new Image(); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image); image.remove() })()`,
    )
    expect(await page.evaluate(`window.hit ?? null`)).toBe(null)
    await expect.poll(() => page.complaints.filter((text) => text.includes('Content Security Policy')).length).toBe(2)
    expect(page.complaints).toHaveLength(2)
    expect(page.blocked).toEqual(['csp'])
  })

  it('is dark where the reader wants that', async () => {
    const seen = []
    for (const value of ['light', 'dark']) {
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
      seen.push(await page.evaluate(background))
    }
    expect(seen).toEqual(['rgb(255, 255, 255)', 'rgb(15, 20, 25)'])
  })

  it('is no wider than a phone', async () => {
    await page.send('Emulation.setDeviceMetricsOverride', {
      width: 390,
      height: 844,
      deviceScaleFactor: 1,
      mobile: true,
    })
    await page.press('a')
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(390)
    await page.press('c')
    await page.send('Emulation.clearDeviceMetricsOverride')
  })

  it('prints everything open, without controls', async () => {
    await page.send('Emulation.setEmulatedMedia', { media: 'print' })
    const closed = `[...document.querySelectorAll('.item:not([open]) .body')]`
    expect(await page.evaluate(`${closed}.length`)).toBe(COUNT)
    expect(await page.evaluate(`${closed}.filter((body) => body.getBoundingClientRect().height > 0).length`)).toBe(
      COUNT,
    )
    expect(await page.evaluate(`document.getElementById('controls').checkVisibility()`)).toBe(false)
  })
})
