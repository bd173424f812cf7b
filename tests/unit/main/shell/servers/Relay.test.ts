import { request } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openRelay } from '../../../../../src/main/shell/servers/Relay.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that answers what it is told. */
async function echo(): Promise<number> {
  const server = createServer((socket) => socket.pipe(socket).on('error', () => {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return (server.address() as AddressInfo).port
}

describe('the way out of a server’s window', () => {
  it('leads to that server and to nothing else', async () => {
    const [port, other] = [await echo(), await echo()]
    const relay = await openRelay({ origin: `https://127.0.0.1:${port}`, host: '127.0.0.1', port })
    closing.push(() => relay.close())
    expect(relay.rules).toMatch(/^http:\/\/relay\.loco\.invalid:\d+$/)
    const proxy = Number(relay.rules.split(':').at(-1))
    const through = (path: string) =>
      new Promise<string>((resolve) => {
        const asked = request({ host: '127.0.0.1', port: proxy, method: 'CONNECT', path })
        asked.on('connect', (response, socket: Socket) => {
          if (response.statusCode !== 200) {
            socket.destroy()
            return resolve(String(response.statusCode))
          }
          socket.once('data', (data) => {
            resolve(data.toString())
            socket.destroy()
          })
          socket.write('hello')
        })
        asked.end()
      })
    expect(await through(`127.0.0.1:${port}`)).toBe('hello')
    for (const elsewhere of [`127.0.0.1:${other}`, `localhost:${port}`, 'example.org:443'])
      expect(await through(elsewhere), elsewhere).toBe('403')
    const plain = await fetch(`http://127.0.0.1:${proxy}/`)
    expect(plain.status).toBe(403)
  })
})
