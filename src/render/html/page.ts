import { createHash } from 'node:crypto'
import { type Html, html } from './html.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

/** One document that needs nothing else: the policy lets no other script or style run, and nothing be loaded, sent or framed. */
export const pageOf = ({ title, body }: { readonly title: string; readonly body: Html }): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
${body}
<script>${{ html: SCRIPT }}</script>
</body>
</html>
`.html

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

const policy = (): string =>
  [
    "default-src 'none'",
    `script-src '${hashOf(SCRIPT)}'`,
    `style-src '${hashOf(STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
