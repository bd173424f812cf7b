import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { protocolsWith } from '../../src/shared/contract/windowKey.ts'

/** What came back for bytes that were sent to a port. */
export interface RawAnswer {
  readonly text: string
  /** Whether the other side ended the connection by itself. */
  readonly isClosed: boolean
}

/** How a client goes away after its last byte: as it should, or as if its cable were cut. */
export type Leaving = 'end' | 'reset' | 'stay'

/** Sends bytes over a connection of their own; waits at most `patience` ms for what comes back. */
export function send(
  port: number,
  bytes: Buffer | string,
  leaving: Leaving,
  patience = 300,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const finish = (isClosed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ text, isClosed })
    }
    const timer = setTimeout(() => finish(false), patience)
    socket.on('data', (data) => (text += data.toString('latin1')))
    // A connection that the server resets has ended as well.
    socket.on('error', () => finish(true))
    socket.on('close', () => finish(true))
    socket.on('connect', () => leave(socket, bytes, leaving, () => finish(true)))
  })
}

function leave(socket: Socket, bytes: Buffer | string, leaving: Leaving, gone: () => void): void {
  if (leaving === 'reset')
    socket.write(bytes, () => {
      socket.resetAndDestroy()
      gone()
    })
  else if (leaving === 'end') socket.end(bytes)
  else socket.write(bytes)
}

/** A request's head: its first line and its headers. */
export const head = (line: string, headers: readonly (readonly [string, string])[]): string =>
  `${line}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`

/** The head that asks for a WebSocket, as a window asks. */
export const upgradeHead = (host: string, cookie: string, key: string, origin = `http://${host}`): string =>
  head('GET /rpc HTTP/1.1', [
    ['Host', host],
    ['Origin', origin],
    ['Cookie', cookie],
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
    ['Sec-WebSocket-Protocol', protocolsWith(key).join(', ')],
    ['Sec-WebSocket-Key', randomBytes(16).toString('base64')],
  ])

/** A WebSocket frame from a client: `first` is the byte of flags and kind, `says` the length that it claims. */
export function frame(first: number, payload: Buffer, says = payload.length, masked = true): Buffer {
  const mask = masked ? randomBytes(4) : Buffer.alloc(0)
  const body = Buffer.from(payload)
  if (masked) for (let i = 0; i < body.length; i++) body[i] = (body[i] ?? 0) ^ (mask[i % 4] ?? 0)
  const flag = masked ? 0x80 : 0
  const length =
    says < 126
      ? Buffer.of(flag | says)
      : says < 65_536
        ? Buffer.of(flag | 126, says >> 8, says & 255)
        : Buffer.concat([Buffer.of(flag | 127), big(says)])
  return Buffer.concat([Buffer.of(first), length, mask, body])
}

function big(value: number): Buffer {
  const out = Buffer.alloc(8)
  out.writeBigUInt64BE(BigInt(value))
  return out
}
