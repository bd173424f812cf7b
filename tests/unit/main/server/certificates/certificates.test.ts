import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { certificateIn } from '../../../../../src/main/server/certificates/Certificate.ts'
import { givenCertificate } from '../../../../../src/main/server/certificates/givenCertificate.ts'
import { isLoopback, machineNames } from '../../../../../src/main/server/certificates/machineNames.ts'
import { ownCertificate } from '../../../../../src/main/server/certificates/ownCertificate.ts'
import { temporaryFolder } from '../../../../support/TestStudy.ts'

const DAY = 24 * 3600_000
const NAMES = ['station', '10.1.2.3', '::1']
let place: ReturnType<typeof temporaryFolder>
const at = (name: string) => join(place.path, name)
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => place.remove())

/** A certificate that is valid from and until so many days from now. */
async function written(name: string, from: number, until: number, names = NAMES) {
  const now = Date.now()
  const altNames = names.map((one) =>
    /^[\d.:]+$/.test(one) ? ({ type: 7, ip: one } as const) : ({ type: 2, value: one } as const),
  )
  const pem = await generate([{ name: 'commonName', value: 'hospital' }], {
    ...{ keyType: 'ec' as const, algorithm: 'sha256' },
    notBeforeDate: new Date(now + from * DAY),
    notAfterDate: new Date(now + until * DAY),
    extensions: [{ name: 'subjectAltName', altNames }],
  })
  writeFileSync(at(`${name}.crt`), pem.cert)
  writeFileSync(at(`${name}.key`), pem.private)
  return { cert: at(`${name}.crt`), key: at(`${name}.key`), both: `${pem.cert}\n${pem.private}` }
}

describe("a server's own certificate", () => {
  const file = () => at('server/certificate.pem')

  it('is made once, for two years, for all names, and for its account alone', async () => {
    const made = await ownCertificate(file(), NAMES)
    expect(made).toMatchObject({ isNew: true, names: NAMES })
    expect(made.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    expect((made.until.getTime() - Date.now()) / DAY).toBeCloseTo(730, 0)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const again = await ownCertificate(file(), NAMES.slice(0, 2))
    expect(again).toMatchObject({ isNew: false, fingerprint: made.fingerprint })
  })

  it('is made anew for a further name, and where it is about to run out', async () => {
    const made = await ownCertificate(file(), NAMES)
    const renamed = await ownCertificate(file(), [...NAMES, 'other'])
    expect(renamed.isNew).toBe(true)
    expect(renamed.fingerprint).not.toBe(made.fingerprint)
    for (const [days, isNew] of [
      [29, true],
      [31, false],
    ] as const) {
      writeFileSync(file(), (await written('old', -700, days)).both)
      expect((await ownCertificate(file(), NAMES)).isNew, `${days} days`).toBe(isNew)
    }
  })

  it('stays as it is where it is damaged, and says what to do', async () => {
    mkdirSync(at('server'))
    const { both } = await written('good', -1, 300)
    const other = await written('other', -1, 300)
    const otherKey = `${readFileSync(other.cert, 'utf8')}\n${both.slice(both.indexOf('-----BEGIN PRIVATE'))}`
    for (const damaged of ['', both.slice(0, 200), both.slice(0, -60), otherKey]) {
      writeFileSync(file(), damaged)
      await expect(ownCertificate(file(), NAMES)).rejects.toMatchObject({
        reason: { name: 'ownCertificateDamaged', values: { file: file() } },
      })
      expect(readFileSync(file(), 'utf8')).toBe(damaged)
    }
  })
})

describe('a certificate that was given', () => {
  const reasonOf = (cert: string, key: string) =>
    givenCertificate(cert, key).then(
      () => null,
      (error: { reason: { name: string } }) => error.reason.name,
    )

  it('is taken with its own key, while it is valid', async () => {
    const good = await written('good', -1, 5)
    const taken = await givenCertificate(good.cert, good.key)
    expect(taken.fingerprint).toBe(certificateIn(readFileSync(good.cert, 'utf8'))?.fingerprint)
    expect(taken.names).toEqual(NAMES)
  })

  it('is refused for each thing that is wrong with it, by that', async () => {
    const [good, other] = [await written('good', -1, 5), await written('other', -1, 5)]
    const [old, early] = [await written('old', -9, -2), await written('early', 2, 9)]
    writeFileSync(at('broken.crt'), readFileSync(good.cert, 'utf8').slice(0, 150))
    writeFileSync(at('broken.key'), readFileSync(good.key, 'utf8').slice(0, 60))
    expect(await reasonOf(at('none.crt'), good.key)).toBe('certificateGone')
    expect(await reasonOf(good.cert, at('none.key'))).toBe('certificateGone')
    expect(await reasonOf(at('broken.crt'), good.key)).toBe('certificateDamaged')
    expect(await reasonOf(good.cert, at('broken.key'))).toBe('certificateKeyDamaged')
    expect(await reasonOf(good.key, good.cert)).toBe('certificateDamaged')
    expect(await reasonOf(good.cert, other.key)).toBe('certificateOfOtherKey')
    expect(await reasonOf(old.cert, old.key)).toBe('certificateExpired')
    expect(await reasonOf(early.cert, early.key)).toBe('certificateNotYet')
  })
})

describe('names of this machine', () => {
  it('begin with those that were named, and hold the one address that was chosen', () => {
    const names = machineNames('10.9.8.7', ['Endoscopy.Hospital'])
    expect(names[0]).toBe('endoscopy.hospital')
    expect(names).toContain('10.9.8.7')
    expect(new Set(names).size).toBe(names.length)
    expect(machineNames('0.0.0.0', [])).not.toContain('0.0.0.0')
  })

  it('are names: nothing else is taken for one', () => {
    for (const odd of ['', 'https://a', 'a b', 'a:8443', '-a', 'a/b'])
      expect(() => machineNames('0.0.0.0', [odd]), odd).toThrow(
        expect.objectContaining({ reason: { name: 'noServerName', values: { name: odd } } }),
      )
  })

  it('tell what nobody else can reach', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1']) expect(isLoopback(host)).toBe(true)
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'station', '128.0.0.1'])
      expect(isLoopback(host)).toBe(false)
  })
})
