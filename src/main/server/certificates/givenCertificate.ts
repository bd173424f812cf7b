import { readFile } from 'node:fs/promises'
import { Failure } from '../../../shared/contract/failure.ts'
import { belongs, type Certificate, certificateIn, keyIn } from './Certificate.ts'

/** The certificate that the hospital gave this server. Fails with a sentence for each way in which it cannot be used. */
export async function givenCertificate(certFile: string, keyFile: string): Promise<Certificate> {
  const [cert, keyText] = [await textOf(certFile), await textOf(keyFile)]
  const read = certificateIn(cert)
  if (!read) throw new Failure('certificateDamaged', { file: certFile })
  const key = keyIn(keyText)
  if (!key) throw new Failure('certificateKeyDamaged', { file: keyFile })
  if (!belongs(cert, key)) throw new Failure('certificateOfOtherKey', { file: certFile, key: keyFile })
  const now = new Date()
  if (read.from > now) throw new Failure('certificateNotYet', { file: certFile, from: day(read.from) })
  if (read.until <= now) throw new Failure('certificateExpired', { file: certFile, until: day(read.until) })
  return { ...read, key: keyText }
}

const day = (date: Date) => date.toISOString().slice(0, 10)

const textOf = (file: string) =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new Failure('certificateGone', { file }, error)
  })
