import { sign, verify } from 'node:crypto'
import * as z from 'zod'
import { byPath, isFilePath } from './filePath.ts'
import { keyNamed, type PublicKey } from './keys.ts'

export type { PublicKey } from './keys.ts'

/** Files of a version that say what belongs to it; neither stands in its list. */
export const MANIFEST = 'resources/manifest.json'
export const SIGNATURE = 'resources/manifest.sig'
/** Keys that a version believes. */
export const KEYS = 'resources/keys.json'

export const platforms = ['linux-x64', 'win32-x64', 'darwin-arm64'] as const

const manifestFile = z.object({
  /** Below the version's folder, with '/' between names. */
  path: z.string().refine(isFilePath),
  /** Bytes. */
  size: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  executable: z.boolean(),
})
export type ManifestFile = z.infer<typeof manifestFile>

const manifest = z.object({
  name: z.literal('LoCo Studio'),
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/),
  platform: z.enum(platforms),
  /** Number of the newest migration: what studies become that are opened with it. */
  dataFormat: z.number().int().min(0),
  /** The oldest that it brings up to date. */
  lowestDataFormat: z.number().int().min(0),
  /** ISO date of the build. */
  built: z.string().max(40),
  files: z.array(manifestFile).min(1).max(200_000).refine(isOneOfEach),
})
export type Manifest = z.infer<typeof manifest>

/** No two files in one place, also where capitals do not count. */
function isOneOfEach(files: readonly { readonly path: string }[]): boolean {
  return new Set(files.map(({ path }) => path.toLowerCase())).size === files.length
}

/** Reads a manifest. Throws where it is none. */
export const readManifest = (bytes: Uint8Array): Manifest =>
  manifest.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))

/** A manifest as the bytes that are signed: keys and files in one order, so that two builds give one hash. */
export function canonicalManifest(of: Manifest): Buffer {
  const { name, version, platform, dataFormat, lowestDataFormat, built } = of
  const files = [...of.files]
    .sort(byPath)
    .map(({ path, size, sha256, executable }) => ({ path, size, sha256, executable }))
  const ordered = { name, version, platform, dataFormat, lowestDataFormat, built, files }
  return Buffer.from(`${JSON.stringify(ordered, null, 1)}\n`)
}

const signature = z.object({
  /** Id of the key. */
  key: z.string().min(1).max(64),
  /** Ed25519 over the manifest's bytes, base64. */
  signature: z.string().max(200),
})

/** Signs a manifest's bytes; the result is what `manifest.sig` holds. */
export function signManifest(bytes: Uint8Array, privateKeyPem: string, keyId: string): Buffer {
  const signed = { key: keyId, signature: sign(null, bytes, privateKeyPem).toString('base64') }
  return Buffer.from(`${JSON.stringify(signed)}\n`)
}

/** Who signed, or why nobody did whom we believe. */
export type Signed =
  | { readonly is: 'signed'; readonly by: PublicKey }
  /** By a key that is not on the list. */
  | { readonly is: 'unknown'; readonly key: string }
  /** What was signed is not what is here, or it is no signature. */
  | { readonly is: 'wrong' }

/** Whether `sig`, the content of a `manifest.sig`, is a signature of these bytes by one of these keys. Never throws. */
export function verifySignature(bytes: Uint8Array, sig: Uint8Array, keys: readonly PublicKey[]): Signed {
  try {
    const said = signature.parse(JSON.parse(Buffer.from(sig).toString('utf8')))
    const named = keyNamed(keys, said.key)
    if (!named) return { is: 'unknown', key: said.key }
    const isRight = verify(null, bytes, named.object, Buffer.from(said.signature, 'base64'))
    return isRight ? { is: 'signed', by: named.key } : { is: 'wrong' }
  } catch {
    return { is: 'wrong' }
  }
}
