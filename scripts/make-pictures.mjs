// The pictures of the docs: golden comments, which real runs made, as GitHub shows them, and the page of one of these runs, on light, dark and phone. Run by hand, with Chromium.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { playStory } from '../__tests__/hands/shop.ts'
import { commentOptions } from '../__tests__/render/factories.ts'
import { goldenCases } from '../__tests__/render/golden-cases.ts'
import packageJson from '../package.json' with { type: 'json' }
import { renderHtml } from '../src/render/html/render-html.ts'

const COMMENTS = {
  promise: 'readme',
  'receipt-kept': 'receipt-kept',
  'receipt-not-kept': 'receipt-not-kept',
  conflict: 'conflict',
  invalid: 'invalid',
  fork: 'offline-fork',
  group: 'group-promise',
  'group-receipt': 'group-receipt',
}
const PICTURES = [
  { name: 'light', width: 900, theme: 'light' },
  { name: 'dark', width: 900, theme: 'dark' },
  { name: 'phone', width: 500, theme: 'light' },
]
const CHROMIUM = process.env.CHROMIUM ?? 'chromium'
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--virtual-time-budget=10000']

const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
try {
  const page = join(folder, 'page.html')
  writeFileSync(page, await pageOfStory('readme'))
  for (const picture of PICTURES) drawPage(page, picture)
  // They draw these pictures and nothing else, so they are no dependencies of the project.
  const packages = ['marked@18.2.1', 'mermaid@12.3.0', 'github-markdown-css@5.9.0']
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--ignore-scripts']
  execFileSync('npm', ['install', ...quiet, '--prefix', folder, ...packages], { stdio: 'inherit' })
  const { marked } = await import(pathToFileURL(join(folder, 'node_modules/marked/lib/marked.esm.js')).href)
  mkdirSync('docs/pictures', { recursive: true })
  for (const [name, golden] of Object.entries(COMMENTS)) {
    const body = marked
      .parse(readFileSync(`__tests__/render/golden/${golden}/rendered.md`, 'utf8'))
      .replace(/<pre><code class="language-mermaid">(.*?)<\/code><\/pre>/gs, '<pre class="mermaid">$1</pre>')
    for (const picture of PICTURES) draw(body, { ...picture, name: `${name}-${picture.name}` })
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The HTML page of a golden story, which the product plays anew. */
async function pageOfStory(name) {
  const { report } = await playStory(goldenCases.find((golden) => golden.name === name).story)
  return renderHtml(report, { ...commentOptions(), sink: 'github', version: packageJson.version })
}

function drawPage(page, { name, width, theme }) {
  const dark = theme === 'dark' ? ['--blink-settings=preferredColorScheme=0'] : []
  const sized = [...FLAGS, ...dark, `--window-size=${width},1650`]
  const file = resolve(`docs/pictures/page-${name}.png`)
  execFileSync(CHROMIUM, [...sized, `--screenshot=${file}`, pathToFileURL(page).href], { stdio: 'ignore' })
}

function draw(body, { name, width, theme }) {
  const page = join(folder, `${name}.html`)
  writeFileSync(page, pageOf(body, theme))
  const url = pathToFileURL(page).href
  const sized = (height) => [...FLAGS, `--window-size=${width},${height}`]
  const dom = execFileSync(CHROMIUM, [...sized(1000), '--dump-dom', url], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const height = Number(/<html[^>]* data-height="(\d+)"/.exec(dom)?.[1])
  if (!(height > 0)) throw new Error(`The page of ${name} was not drawn.`)
  const file = resolve(`docs/pictures/${name}.png`)
  execFileSync(CHROMIUM, [...sized(height), `--screenshot=${file}`, url], { stdio: 'ignore' })
  console.log(`${file}: ${width} × ${height}`)
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
  mermaid.run({ nodes: open }).then(() => { document.documentElement.dataset.height = document.body.scrollHeight })
</script></body></html>`
}
