import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import * as z from 'zod'
import { Failure } from '../../../../shared/contract/failure.ts'
import { writeDurably } from '../../../files/durableFile.ts'

/** A passphrase's characters, at least. */
const SHORTEST = 8

const envelope = z.object({
  format: z.literal('loco-patient-key-1'),
  salt: z.string(),
  nonce: z.string(),
  tag: z.string(),
  data: z.string(),
})
const contents = z.object({ secret: z.string(), names: z.record(z.string(), z.string()) })

/** scrypt's cost: a guess takes a tenth of a second. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const DAY_MS = 86_400_000
/** Dates move by one day to two years into the past. */
const LONGEST_SHIFT = 730
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * What turns patients' names into pseudonyms and, for those who may, back again. It lies in a file apart from the
 * study, encrypted with a passphrase (scrypt, AES-256-GCM). The same name always gets the same pseudonym, over
 * all imports with this key; without the key neither the pseudonyms nor the shifted dates lead back.
 */
export class PatientKey {
  private readonly path: string
  private readonly passphrase: string
  private readonly secret: Buffer
  private readonly names: Map<string, string>

  private constructor(path: string, passphrase: string, secret: Buffer, names: Map<string, string>) {
    this.path = path
    this.passphrase = passphrase
    this.secret = secret
    this.names = names
  }

  /** Opens a key file, or begins a new one. Fails KEY_NEEDED where the passphrase is another or the file damaged. */
  static async open(path: string, passphrase: string): Promise<PatientKey> {
    if (passphrase.length < SHORTEST) throw new Failure('passphraseShort', { characters: SHORTEST })
    // A pipe would keep whoever reads it waiting.
    const there = await stat(path).catch(() => undefined)
    if (there && !there.isFile()) throw new Failure('keyClosed', { path })
    const text = await readFile(path, 'utf8').catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return new PatientKey(path, passphrase, randomBytes(32), new Map())
    try {
      const { salt, nonce, tag, data } = envelope.parse(JSON.parse(text))
      const cipher = createDecipheriv('aes-256-gcm', keyFrom(passphrase, bytes(salt)), bytes(nonce))
      cipher.setAuthTag(bytes(tag))
      const plain = Buffer.concat([cipher.update(bytes(data)), cipher.final()]).toString('utf8')
      const { secret, names } = contents.parse(JSON.parse(plain))
      return new PatientKey(path, passphrase, bytes(secret), new Map(Object.entries(names)))
    } catch {
      throw new Failure('keyClosed', { path })
    }
  }

  /** The pseudonym of a patient, and its name kept for the way back. */
  pseudonym(patient: string): string {
    const digest = this.digest('patient', patient)
    const code = `P-${Array.from(digest.subarray(0, 8), (b) => ALPHABET[b % ALPHABET.length]).join('')}`
    this.names.set(code, patient)
    return code
  }

  /** Who a pseudonym is; undefined where this key does not know. */
  nameOf(pseudonym: string): string | undefined {
    return this.names.get(pseudonym)
  }

  /** A short code of an examination, the same for the same one. */
  examination(patient: string, examination: string): string {
    return this.digest('examination', `${patient}\u001f${examination}`).toString('hex', 0, 4)
  }

  /** A replacement of a DICOM UID, in the UUID-derived root. */
  uid(original: string): string {
    return `2.25.${BigInt(`0x${this.digest('uid', original).toString('hex', 0, 16)}`)}`
  }

  /** A day, moved by the patient's own number of days, so that intervals stay. ISO in and out. */
  shifted(patient: string, isoDay: string): string {
    const days = 1 + (this.digest('date', patient).readUInt32BE(0) % LONGEST_SHIFT)
    return new Date(Date.parse(isoDay) - days * DAY_MS).toISOString().slice(0, 10)
  }

  /** Writes the file; before the first frame is stored, so that a killed import leaves no pseudonym unknown. */
  async save(): Promise<void> {
    const [salt, nonce] = [randomBytes(16), randomBytes(12)]
    const cipher = createCipheriv('aes-256-gcm', keyFrom(this.passphrase, salt), nonce)
    const plain = JSON.stringify({ secret: base64(this.secret), names: Object.fromEntries(this.names) })
    const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    const content = {
      format: 'loco-patient-key-1',
      salt: base64(salt),
      nonce: base64(nonce),
      tag: base64(cipher.getAuthTag()),
      data: base64(data),
    }
    await writeDurably(this.path, new TextEncoder().encode(JSON.stringify(content)))
  }

  private digest(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.secret).update(`${purpose}\u001f${value}`).digest()
  }
}

const keyFrom = (passphrase: string, salt: Buffer) => scryptSync(passphrase.normalize('NFKC'), salt, 32, COST)
const bytes = (text: string) => Buffer.from(text, 'base64')
const base64 = (data: Buffer) => data.toString('base64')
