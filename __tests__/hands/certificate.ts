import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate that only itself vouches for. `folder` holds it and its key, and is the caller's to remove. */
export interface Certificate {
  readonly folder: string
  readonly caFile: string
  readonly tls: { readonly key: Buffer; readonly cert: Buffer }
}

/** Valid for two days from now, or until yesterday; `names` as in a subjectAltName. */
export const makeCertificate = ({ names = 'IP:127.0.0.1', isExpired = false } = {}): Certificate => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'))
  const [keyFile, requestFile, caFile] = ['key.pem', 'request.pem', 'ca.pem'].map((name) => join(folder, name))
  const openssl = (...args: (string | undefined)[]): void => {
    execFileSync('openssl', args.map(String), { stdio: 'pipe' })
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  openssl('req', ...key, '-out', requestFile, '-subj', '/CN=127.0.0.1', '-addext', `subjectAltName=${names}`)
  const days = ['-days', isExpired ? '-1' : '2', '-copy_extensions', 'copy']
  openssl('x509', '-req', '-in', requestFile, '-signkey', keyFile, ...days, '-out', caFile)
  return {
    folder,
    caFile: String(caFile),
    tls: { key: readFileSync(String(keyFile)), cert: readFileSync(String(caFile)) },
  }
}
