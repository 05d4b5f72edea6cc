import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate and what vouches for it. `folder` holds both and the key, and is the caller's to remove. */
export interface Certificate {
  readonly folder: string
  readonly keyFile: string
  readonly certFile: string
  /** Of the authority: its issuer's, or its own where only itself vouches for it. */
  readonly caFile: string
  readonly tls: { readonly key: Buffer; readonly cert: Buffer }
}

interface CertificateOptions {
  /** As in a subjectAltName. */
  readonly names?: string
  readonly isExpired?: boolean
  readonly isAuthority?: boolean
  /** Who signs it; default itself. */
  readonly issuer?: Certificate
}

/** Valid for two days from now, or until yesterday. */
export const makeCertificate = (options: CertificateOptions = {}): Certificate => {
  const { names = 'IP:127.0.0.1', isExpired = false, isAuthority = false, issuer } = options
  const folder = mkdtempSync(join(tmpdir(), 'tls-'))
  const fileOf = (name: string): string => join(folder, name)
  const [keyFile, requestFile, certFile] = [fileOf('key.pem'), fileOf('request.pem'), fileOf('cert.pem')]
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  const subject = isAuthority ? '/CN=A private authority' : '/CN=127.0.0.1'
  const authority = isAuthority ? ['-addext', 'basicConstraints=critical,CA:TRUE'] : []
  openssl('req', ...key, '-out', requestFile, '-subj', subject, '-addext', `subjectAltName=${names}`, ...authority)
  const days = ['-days', isExpired ? '-1' : '2', '-copy_extensions', 'copy']
  const signer = issuer === undefined ? ['-signkey', keyFile] : ['-CA', issuer.certFile, '-CAkey', issuer.keyFile]
  openssl('x509', '-req', '-in', requestFile, ...signer, ...days, '-out', certFile)
  const tls = { key: readFileSync(keyFile), cert: readFileSync(certFile) }
  return { folder, keyFile, certFile, caFile: issuer?.certFile ?? certFile, tls }
}
