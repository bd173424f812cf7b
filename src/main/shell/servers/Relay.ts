import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { RELAY_HOST } from '../relayHost.ts'
import type { ServerPlace } from './shownCertificate.ts'

/** The one way out of a server's window: it leads to that server, whatever the window asks for. */
export interface Relay {
  /** As a session's proxy rules have it. */
  readonly rules: string
  close(): void
}

/**
 * Chromium in this app resolves no name and reaches no address. What a server's window sends goes through this proxy on
 * loopback, which connects to that one server and to nothing else; TLS is between the window and the server.
 */
export async function openRelay({ host, port }: ServerPlace): Promise<Relay> {
  const sockets = new Set<Socket>()
  const proxy = createServer((_, response) => response.writeHead(403).end())
  const kept = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    return socket
  }
  proxy.on('connection', kept)
  const wanted = `${host.includes(':') ? `[${host}]` : host}:${port}`
  proxy.on('connect', ({ url }, window, head: Buffer) => {
    if (url !== wanted) {
      console.error(`Refused a connection to ${url}`)
      return void window.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    }
    const server = kept(connect(port, host))
    server.once('connect', () => {
      window.write('HTTP/1.1 200 Connected\r\n\r\n')
      server.write(head)
      server.pipe(window).pipe(server)
    })
    server.once('close', () => window.destroy())
    window.once('close', () => server.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject)
    proxy.listen(0, '127.0.0.1', resolve)
  })
  return {
    rules: `http://${RELAY_HOST}:${(proxy.address() as AddressInfo).port}`,
    close() {
      proxy.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
