import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Certificate, makeCertificate } from '../../support/certificate.ts'
import type { NamedFault } from '../../support/faults.ts'

/** A good certificate for a proxy with TLS, what vouches for it, and servers that show a bad one from some request on. */
export interface Certificates extends Disposable {
  readonly tls: { readonly certificate: Certificate; readonly caFile: string }
  readonly faults: readonly NamedFault[]
}

/** The authority of `unknown` alone is not trusted. */
export const makeCertificates = (): Certificates => {
  const [good, unknown] = [makeCertificate(), makeCertificate()]
  const expired = makeCertificate({ isExpired: true })
  const other = makeCertificate({ names: 'DNS:kestra.example.com' })
  const caFile = join(good.folder, 'trusted.pem')
  writeFileSync(caFile, [good, expired, other].map(({ certFile }) => readFileSync(certFile, 'utf8')).join('\n'))
  return {
    tls: { certificate: good, caFile },
    faults: [turnsBad('unknown authority', unknown), turnsBad('expired', expired), turnsBad('wrong host name', other)],
    [Symbol.dispose]: () => {
      for (const { folder } of [good, unknown, expired, other]) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const turnsBad = (name: string, certificate: Certificate): NamedFault => ({
  name,
  fault: ({ show }) => show(certificate),
  isPassing: false,
  reasons: ['server-unreachable', 'server-gone'],
  stays: true,
})
