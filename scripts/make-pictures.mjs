// The pictures of the docs: golden comments, which real runs made, as GitHub shows them, and the page of one of these runs, on light, dark and phone. Run by hand; Chromium comes from npm where there is none (Linux, x64).
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromiumPath } from '../__tests__/browser/install-chromium.ts'
import { openPage } from '../__tests__/browser/open-page.ts'
import { commentOptions } from '../__tests__/render/factories.ts'
import { goldenCases } from '../__tests__/render/golden-cases.ts'
import { playStory } from '../__tests__/support/shop.ts'
import packageJson from '../package.json' with { type: 'json' }
import { renderHtml } from '../src/render/html/render-html.ts'
import { COMMENTS, FOLDER, FORMS, goldenComment, goldenDigests, PAGE_STORY } from './pictures.ts'

const chromium = await chromiumPath()
if (chromium === undefined) throw new Error('The pictures need Chromium: name one in CHROMIUM.')
const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
try {
  mkdirSync(FOLDER, { recursive: true })
  const page = await pageOfStory(PAGE_STORY)
  for (const picture of FORMS) await draw(page, { ...picture, name: `page-${picture.name}`, height: 1650 })
  // They draw these pictures and nothing else, so they are no dependencies of the project.
  const packages = ['marked@18.2.1', 'mermaid@12.3.0', 'github-markdown-css@5.9.0']
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--ignore-scripts']
  execFileSync('npm', ['install', ...quiet, '--prefix', folder, ...packages], { stdio: 'inherit' })
  const { marked } = await import(pathToFileURL(join(folder, 'node_modules/marked/lib/marked.esm.js')).href)
  for (const [name, golden] of Object.entries(COMMENTS)) {
    const body = marked
      .parse(goldenComment(golden))
      .replace(/<pre><code class="language-mermaid">(.*?)<\/code><\/pre>/gs, '<pre class="mermaid">$1</pre>')
    for (const picture of FORMS)
      await draw(pageOf(body, picture.theme), { ...picture, name: `${name}-${picture.name}` })
  }
  writeFileSync(join(FOLDER, 'drawn.json'), `${JSON.stringify(goldenDigests(), undefined, 2)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The HTML page of a golden story, which the product plays anew. */
async function pageOfStory(name) {
  const { report } = await playStory(goldenCases.find((golden) => golden.name === name).story)
  return renderHtml(report, { ...commentOptions(), sink: 'github', version: packageJson.version })
}

/** As high as it is, where no height is given. */
async function draw(document, { name, width, theme, height }) {
  await using page = await openPage(chromium, document)
  await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: theme }] })
  const size = (high) => ({ width, height: high, deviceScaleFactor: 1, mobile: false })
  await page.send('Emulation.setDeviceMetricsOverride', size(height ?? 1000))
  const drawn = height ?? Number(await page.evaluate('globalThis.drawn.then(() => document.body.scrollHeight)'))
  if (!(drawn > 0)) throw new Error(`The page of ${name} was not drawn.`)
  await page.send('Emulation.setDeviceMetricsOverride', size(drawn))
  await page.send('Emulation.setScrollbarsHidden', { hidden: true })
  const { data } = await page.send('Page.captureScreenshot', { format: 'png' })
  writeFileSync(join(FOLDER, `${name}.png`), Buffer.from(data, 'base64'))
  console.log(`${name}: ${width} × ${drawn}`)
}

function pageOf(body, theme) {
  const inFolder = (file) => pathToFileURL(join(folder, 'node_modules', file)).href
  const [line, head, back] = theme === 'dark' ? ['#3d444d', '#151b23', '#0d1117'] : ['#d1d9e0', '#f6f8fa', '#ffffff']
  return `<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="${inFolder(`github-markdown-css/github-markdown-${theme}.css`)}">
<style>
  body { margin: 0; padding: 16px; background: ${back} }
  .comment { border: 1px solid ${line}; border-radius: 6px }
  .markdown-body { font-size: 14px; padding: 16px }
  .markdown-body.head { background: ${head}; border-bottom: 1px solid ${line}; border-radius: 6px 6px 0 0; padding: 8px 16px }
  .markdown-body pre.mermaid { background: none; text-align: center }
</style></head><body><div class="comment">
<div class="markdown-body head"><b>github-actions</b> commented · edited</div>
<div class="markdown-body">${body}</div></div>
<script src="${inFolder('mermaid/dist/mermaid.min.js')}"></script>
<script>
  mermaid.initialize({ startOnLoad: false, theme: '${theme === 'dark' ? 'dark' : 'default'}' })
  // What is folded has no size to be drawn in.
  const open = [...document.querySelectorAll('.mermaid')].filter((graph) => graph.closest('details:not([open])') === null)
  globalThis.drawn = mermaid.run({ nodes: open })
</script></body></html>`
}
