/** The style sheet of the page: light and dark, from a phone to a wide screen. On paper, all folds are open. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #ffffff; --panel: #f5f7f9; --line: #d3d9df; --text: #1d2329; --soft: #57616b; --link: #0b5cad;
  --add: #1a6d2e; --add-back: #e7f6ea; --add-mark: #b3e3be;
  --del: #b3261e; --del-back: #fdecea; --del-mark: #f6c1bc;
  --change: #7d5200; --change-back: #fdf3d8; --none: #f0f2f5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0f1419; --panel: #171d24; --line: #36404b; --text: #e4e8ec; --soft: #9fabb7; --link: #7db9fb;
    --add: #63cb7c; --add-back: #112b1a; --add-mark: #1f5f33;
    --del: #ff928a; --del-back: #341817; --del-mark: #7c2d28;
    --change: #e3b45a; --change-back: #33270c; --none: #14191f;
  }
}
* { box-sizing: border-box }
[hidden] { display: none !important }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
header.top, main, footer { max-width: 1280px; margin: 0 auto; padding: 0 20px }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 24px 0 4px }
h2 { font-size: 1.2rem; margin: 28px 0 8px }
h3 { font-size: 1rem; margin: 20px 0 8px }
p { margin: 4px 0 }
a { color: var(--link) }
code, pre, .diff, .size, .revision { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace }
code, td { unicode-bidi: isolate }
.soft, .kind, .revision, .size, .code, .hint, .legend, footer { color: var(--soft) }
.number { color: var(--soft); font-weight: normal }
.skip { position: absolute; left: -999px }
.skip:focus { left: 8px; top: 8px; background: var(--back); padding: 8px; z-index: 2 }
.state-blocked, .state-failed { color: var(--del) }
.controls { position: sticky; top: 0; z-index: 1; background: var(--back); border-bottom: 1px solid var(--line) }
.controls > div { max-width: 1280px; margin: 0 auto; padding: 8px 20px; display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center }
input, button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 4px 10px }
input { flex: 1 1 220px; min-width: 0 }
button { cursor: pointer }
.chip[aria-pressed=true] { background: var(--link); border-color: var(--link); color: var(--back) }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px }
summary:focus-visible, .problem:focus-visible, .graph:focus-visible { outline-offset: -2px }
kbd { font: 12px/1 ui-monospace, Menlo, Consolas, monospace; border: 1px solid var(--line); border-radius: 4px; padding: 1px 5px; background: var(--panel) }
.keys { color: var(--soft); font-size: 13px; flex-basis: 100% }
.item { border: 1px solid var(--line); border-radius: 6px; margin: 8px 0; content-visibility: auto; contain-intrinsic-size: auto 64px; scroll-margin-top: 120px }
.item > summary { padding: 8px 12px; cursor: pointer }
.elsewhere > summary { cursor: pointer; margin: 28px 0 8px; font-weight: 600 }
.item[open] > summary { border-bottom: 1px solid var(--line) }
.problem { padding: 8px 12px }
pre { margin: 4px 0; white-space: pre-wrap }
.name { font-weight: 600 }
.words { margin: 4px 0 0; padding-left: 22px }
.body { padding: 8px 12px 12px }
.fact, .sizes, .sides, .legend { font-size: 14px }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 10px; padding: 0 8px; font-size: 13px; font-weight: 600; color: var(--soft) }
.badge.add { color: var(--add) } .badge.change { color: var(--change) } .badge.delete, .badge.bad { color: var(--del) }
table { border-collapse: collapse; width: 100% }
.receipt td, .receipt th { border: 1px solid var(--line); padding: 4px 10px; text-align: left; vertical-align: top }
.diff { table-layout: fixed; border: 1px solid var(--line); margin: 8px 0 }
.diff caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
.diff th { text-align: left; font-weight: 600; padding: 2px 8px; background: var(--panel); border-bottom: 1px solid var(--line) }
.diff td { padding: 0 8px; vertical-align: top; white-space: pre-wrap }
col.n { width: 52px }
.diff td.n { text-align: right; color: var(--soft); user-select: none }
.diff td.none { background: var(--none) }
.diff td.del, .one.del { background: var(--del-back) }
.diff td.add, .one.add { background: var(--add-back) }
.diff .gap td { background: var(--panel); color: var(--soft) }
.diff td:not(.n).del::before, .diff td:not(.n).add::before { position: absolute; margin-left: -8px }
.diff td:not(.n).del::before { content: '-' / '' } .diff td:not(.n).add::before { content: '+' / '' }
del, ins { text-decoration: none; border-radius: 2px }
del { background: var(--del-mark) } ins { background: var(--add-mark) }
.one { margin: 4px 0 8px; padding: 6px 12px; border: 1px solid var(--line); white-space: pre-wrap }
.graph { overflow: auto; max-height: 80vh; border: 1px solid var(--line); border-radius: 6px }
svg { display: block; font: 13px ui-monospace, Menlo, Consolas, monospace }
.node rect { fill: var(--panel); stroke: var(--soft) }
.node.changed rect { stroke: var(--change); stroke-width: 3 }
.node text { fill: var(--text); font-size: 12px } .node .namespace { fill: var(--soft); font-size: 11px }
.edge { fill: none; stroke: var(--soft); stroke-width: 1.5 } #tip path { fill: var(--soft) }
.edge.flow-trigger { stroke-dasharray: 7 5 } .edge.for-each-item { stroke-dasharray: 2 4 }
.line { display: inline-block; width: 30px; border-top: 2px solid var(--soft); vertical-align: middle; margin-left: 14px }
.line.dotted { border-top-style: dotted } .line.dashed { border-top-style: dashed }
footer { margin: 32px auto 40px; border-top: 1px solid var(--line); padding-top: 12px; font-size: 14px }
@media (max-width: 700px) {
  header.top, main, footer, .controls > div { padding-left: 12px; padding-right: 12px }
  .controls { position: static }
  .keys { display: none }
  .diff caption { position: static; clip-path: none; width: auto; height: auto; text-align: left; color: var(--soft); padding: 4px 0; white-space: normal }
  .diff colgroup, .diff thead, .diff .same .old, .diff td.none { display: none }
  .diff tr { display: grid; grid-template-columns: 40px 1fr }
  .diff td, .diff td.n { padding: 0 6px }
  .diff .gap { display: block } .diff .gap td { display: block }
}
@media print {
  :root { color-scheme: light }
  .controls, .skip { display: none }
  .item { content-visibility: visible; break-inside: auto }
  details::details-content { content-visibility: visible; display: block; height: auto }
  .graph { overflow: visible; max-height: none }
  .graph svg { max-width: 100%; height: auto }
}
`
