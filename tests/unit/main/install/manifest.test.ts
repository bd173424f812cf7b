import { describe, expect, it } from 'vitest'
import { isFilePath } from '../../../../src/main/install/filePath.ts'
import { newKeyPair, publicHalf } from '../../../../src/main/install/keys.ts'
import {
  canonicalManifest,
  type Manifest,
  readManifest,
  signManifest,
  verifySignature,
} from '../../../../src/main/install/manifest.ts'

const file = (path: string) => ({ path, size: 3, sha256: 'ab'.repeat(32), executable: false })
const manifest: Manifest = {
  name: 'LoCo Studio',
  version: '0.2.0',
  platform: 'linux-x64',
  dataFormat: 120,
  lowestDataFormat: 10,
  built: '2026-11-28T00:00:00.000Z',
  files: [file('b'), file('a/c'), file('a/B')],
}
const own = newKeyPair({ id: 'one', name: 'One', kind: 'release' })
const other = newKeyPair({ id: 'one', name: 'Another', kind: 'release' })

describe('manifest', () => {
  it('is the same bytes in whatever order its files come, and reads back', () => {
    const bytes = canonicalManifest(manifest)
    expect(canonicalManifest({ ...manifest, files: [...manifest.files].reverse() })).toEqual(bytes)
    expect(readManifest(bytes).files.map(({ path }) => path)).toEqual(['a/B', 'a/c', 'b'])
  })

  it('refuses paths that lead elsewhere, or to one place twice', () => {
    for (const path of ['../x', 'a/../x', '/etc/x', 'a//b', 'C:/x', 'a\\b', 'a/nul.txt', 'a/x.', 'a:b', ''])
      expect(isFilePath(path), path).toBe(false)
    for (const path of ['a', 'a/b.c', '.hidden/x', 'Ünï/名.js', 'a/console.js'])
      expect(isFilePath(path), path).toBe(true)
    const twice = { ...manifest, files: [file('a/x'), file('A/X')] }
    expect(() => readManifest(canonicalManifest(twice))).toThrow()
  })

  it('is signed by a key of the list, and by no other', () => {
    const bytes = canonicalManifest(manifest)
    const signed = signManifest(bytes, own.privateKey, 'one')
    expect(verifySignature(bytes, signed, [own.publicKey])).toEqual({ is: 'signed', by: own.publicKey })
    expect(verifySignature(bytes, signed, [other.publicKey])).toEqual({ is: 'wrong' })
    expect(verifySignature(bytes, signed, [])).toEqual({ is: 'unknown', key: 'one' })
    expect(verifySignature(bytes, Buffer.from('{}'), [own.publicKey])).toEqual({ is: 'wrong' })
    const changed = Buffer.from(bytes)
    changed[20] = (changed[20] ?? 0) ^ 1
    expect(verifySignature(changed, signed, [own.publicKey])).toEqual({ is: 'wrong' })
    expect(publicHalf(own.privateKey)).toBe(own.publicKey.publicKey)
  })
})
