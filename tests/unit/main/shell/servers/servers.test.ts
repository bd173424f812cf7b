import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ownCertificate } from '../../../../../src/main/server/certificates/ownCertificate.ts'
import { KnownServers } from '../../../../../src/main/shell/servers/KnownServers.ts'
import { serverPlace, shownCertificate } from '../../../../../src/main/shell/servers/shownCertificate.ts'
import { temporaryFolder } from '../../../../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => place.remove())

describe('an address of a server', () => {
  it('is read as people type it', () => {
    expect(serverPlace(' station:8443 ')).toEqual({
      origin: 'https://station:8443',
      host: 'station',
      port: 8443,
    })
    expect(serverPlace('https://Station/')).toEqual({ origin: 'https://station', host: 'station', port: 443 })
    expect(serverPlace('https://[::1]:9')).toEqual({ origin: 'https://[::1]:9', host: '::1', port: 9 })
  })

  it('is nothing else', () => {
    for (const typed of [
      '',
      'http://station',
      'https://a/b',
      'https://me@a',
      'file:///etc',
      'javascript:alert(1)',
      'a b',
    ])
      expect(() => serverPlace(typed), typed).toThrow(
        expect.objectContaining({ reason: expect.objectContaining({ name: 'addressNotUnderstood' }) }),
      )
  })
})

describe('the certificate of a server', () => {
  const listening = async (server: {
    listen(port: number, host: string, then: () => void): unknown
    address(): unknown
  }) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return serverPlace(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
  }

  it('is told as it is shown, whoever signed it', async () => {
    const { cert, key, fingerprint } = await ownCertificate(join(place.path, 'own.pem'), ['127.0.0.1'])
    const server = createTlsServer({ cert, key })
    expect(await shownCertificate(await listening(server))).toBe(fingerprint)
    server.close()
  })

  it('is not there where nothing answers, or what answers speaks no TLS', async () => {
    const plain = createServer((_, response) => response.end('hello'))
    await expect(shownCertificate(await listening(plain))).rejects.toMatchObject({
      reason: { name: 'serverSpeaksNoTls' },
    })
    plain.close()
    const gone = createSocketServer()
    const was = await listening(gone)
    await new Promise((resolve) => gone.close(resolve))
    await expect(shownCertificate(was)).rejects.toMatchObject({ reason: { name: 'serverUnreachable' } })
  })
})

describe('servers that were opened', () => {
  const file = () => join(place.path, 'data/servers.json')

  it('are kept for this user alone, the last one first, each once', async () => {
    const known = new KnownServers(file())
    expect(await known.list()).toEqual([])
    await known.remember('https://a', 'AA')
    await known.remember('https://b', 'BB')
    await known.remember('https://a', 'AB')
    expect((await known.list()).map(({ origin }) => origin)).toEqual(['https://a', 'https://b'])
    expect(await known.fingerprintOf('https://a')).toBe('AB')
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    await known.forget('https://a')
    expect(await known.fingerprintOf('https://a')).toBeUndefined()
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toHaveLength(1)
  })

  it('are none where the file is damaged: certificates are compared again', async () => {
    const known = new KnownServers(file())
    await known.remember('https://a', 'AA')
    for (const damaged of ['', '{}', '[{"origin":"https://a"}]', '[1']) {
      writeFileSync(file(), damaged)
      expect(await known.list()).toEqual([])
    }
  })
})
