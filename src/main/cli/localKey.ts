import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deidentification } from '../engine/import/found/Incoming.ts'
import { ImportService } from '../engine/import/ImportService.ts'
import type { OpenStudy } from '../engine/study/OpenStudy.ts'

/**
 * A patient key of this user on this computer, for imports that need one and were given none: apart from the study
 * and readable by this user alone, but no safer than that, because its passphrase lies beside it. Whoever wants more
 * names a key file and a passphrase of their own.
 */
export async function localKey(study: OpenStudy, keys: string, text: boolean): Promise<Deidentification> {
  await mkdir(keys, { recursive: true, mode: 0o700 })
  const passphrase = await passphraseIn(join(keys, 'passphrase'))
  return { keyFile: await ImportService.key.fileOf(study, keys), passphrase, text }
}

async function passphraseIn(path: string): Promise<string> {
  const known = await readFile(path, 'utf8').catch(() => '')
  if (known !== '') return known
  const made = randomBytes(24).toString('base64')
  await writeFile(path, made, { mode: 0o600, flag: 'wx' })
  return made
}
