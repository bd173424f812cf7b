import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { Failure } from '../../../shared/contract/failure.ts'

/** A server that does not answer for so long is not there, ms. */
const PATIENCE = 8000

/** Where a server is. */
export interface ServerPlace {
  /** `https://server:8443` */
  readonly origin: string
  readonly host: string
  readonly port: number
}

/** Reads an address as people type it, with or without its beginning. Fails WRONG_USAGE. */
export function serverPlace(address: string): ServerPlace {
  const typed = address.trim()
  try {
    const { protocol, hostname, port, pathname, username, origin } = new URL(
      /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`,
    )
    if (protocol === 'https:' && hostname !== '' && username === '' && pathname === '/')
      return { origin, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443) }
  } catch {
    // Told below, as what can be read and is no server's.
  }
  throw new Failure('addressNotUnderstood', { address: typed })
}

/** SHA-256 of the certificate that a server shows now, whoever signed it: people compare it. Fails FOLDER_UNREADABLE. */
export function shownCertificate({ origin, host, port }: ServerPlace): Promise<string> {
  return new Promise((resolve, reject) => {
    const named = isIP(host) === 0 ? { servername: host } : {}
    const socket = connect({ host, port, ...named, rejectUnauthorized: false, minVersion: 'TLSv1.2' })
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error('It does not answer.')))
    let isConnected = false
    socket.once('connect', () => {
      isConnected = true
    })
    socket.once('secureConnect', () => {
      const { fingerprint256 } = socket.getPeerCertificate()
      resolve(fingerprint256)
      socket.destroy()
    })
    socket.once('error', (error) =>
      reject(
        new Failure(isConnected ? 'serverSpeaksNoTls' : 'serverUnreachable', { address: origin }, error),
      ),
    )
  })
}
