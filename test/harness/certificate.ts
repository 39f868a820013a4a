/** A certificate of one's own for 127.0.0.1, made by openssl. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl) console.warn('skipped https: no openssl here to make a certificate')

/** Writes certificate and key into the folder; gives the server's settings that name them. */
export function certificateIn(folder: string): { GONGNI_TLS_CERT: string; GONGNI_TLS_KEY: string } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const options =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1'
  const { status, stderr } = spawnSync('openssl', [...options.split(' '), '-keyout', key, '-out', cert])
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr.toString()}`)
  return { GONGNI_TLS_CERT: cert, GONGNI_TLS_KEY: key }
}
