import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as z from 'zod'

/** A key whose signature is believed. Whoever holds a development key may not be whoever releases LoCo Studio. */
const publicKey = z.object({
  id: z.string().min(1).max(64),
  name: z.string().max(200),
  /** Ed25519, as SubjectPublicKeyInfo in DER, in base64. */
  publicKey: z.string().min(1).max(200),
  kind: z.enum(['release', 'development']),
})
export type PublicKey = z.infer<typeof publicKey>

const keyList = z.array(publicKey).max(100)

/** Keys from a `keys.json`. Throws where it is none. */
export const readKeys = async (file: string): Promise<PublicKey[]> =>
  keyList.parse(JSON.parse(await readFile(file, 'utf8')))

/** Key of the list that signs under this id, ready to be asked. */
export function keyNamed(keys: readonly PublicKey[], id: string) {
  const key = keys.find((one) => one.id === id)
  if (!key) return undefined
  const bytes = Buffer.from(key.publicKey, 'base64')
  return { key, object: createPublicKey({ key: bytes, format: 'der', type: 'spki' }) }
}

/** A new pair: the private half as PEM, the public half as a line of `keys.json`. */
export function newKeyPair(of: Omit<PublicKey, 'publicKey'>): { privateKey: string; publicKey: PublicKey } {
  const pair = generateKeyPairSync('ed25519')
  const der = pair.publicKey.export({ type: 'spki', format: 'der' })
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: { id: of.id, name: of.name, publicKey: der.toString('base64'), kind: of.kind },
  }
}

/** Public half of a private key in PEM, in base64 as `keys.json` has it. */
export const publicHalf = (privateKeyPem: string): string =>
  createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' }).toString('base64')
