import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import { dirname } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { makeFolder } from '../../files/makeFolder.ts'
import { belongs, type Certificate, certificateIn, keyIn, shortest } from './Certificate.ts'

const DAY = 24 * 3600_000
/** Browsers take no certificate for longer than about so; a shorter one would have to be compared too often. */
const LASTS = 730 * DAY
/** One that runs out sooner is made anew at the start: a server may run for weeks. */
const LEAST_LEFT = 30 * DAY

/** A certificate that the server makes for itself, and whether that was now, so that people have to be told. */
export interface OwnCertificate extends Certificate {
  readonly isNew: boolean
}

/**
 * The server's own certificate, kept with its key in one file that its account alone may read: both of one moment,
 * whatever happens. It is made anew where it is about to run out, or lacks one of the names; otherwise it stays, for people
 * have compared its fingerprint. Fails WRONG_USAGE where what is kept is damaged: a new one in its place would look to
 * everybody like somebody else's.
 */
export async function ownCertificate(file: string, names: readonly string[]): Promise<OwnCertificate> {
  const kept = await keptIn(file)
  if (kept && isGood(kept, names)) return { ...kept, isNew: false }
  const pem = await made(names)
  await keep(file, pem)
  return { ...readIn(pem, file), isNew: true }
}

const isGood = ({ until, names: its }: Certificate, wanted: readonly string[]) =>
  until.getTime() - Date.now() >= LEAST_LEFT && wanted.map(written).every((name) => its.includes(name))

const written = (name: string) => (isIP(name) === 6 ? shortest(name) : name.toLowerCase())

async function keptIn(file: string): Promise<Certificate | undefined> {
  const pem = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return undefined
    throw new Failure('certificateGone', { file }, error)
  })
  return pem === undefined ? undefined : readIn(pem, file)
}

/** The file holds the certificate and then its key; each is found by its own heading. */
function readIn(pem: string, file: string): Certificate {
  const [read, key] = [certificateIn(pem), keyIn(pem)]
  if (!read || !key || !belongs(pem, key)) throw new Failure('ownCertificateDamaged', { file })
  return { ...read, key: pem }
}

async function made(names: readonly string[]): Promise<string> {
  // Loaded where it is needed alone: it is a library of its own, for once in two years.
  const { generate } = await import('selfsigned')
  const now = Date.now()
  const altNames = names.map((name) =>
    isIP(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  )
  const { cert, private: key } = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // Clocks of a department differ.
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + LASTS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  return `${cert.trim()}\n${key.trim()}\n`
}

/** Nobody else may read it at any moment, not even while it is written. */
async function keep(file: string, pem: string): Promise<void> {
  await makeFolder(dirname(file))
  const writing = `${file}.${randomUUID().slice(0, 8)}.writing`
  try {
    const handle = await open(writing, 'wx', 0o600)
    try {
      await handle.writeFile(pem)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(writing, file)
  } catch (error) {
    await rm(writing, { force: true })
    throw error
  }
}
