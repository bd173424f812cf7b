import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { copyVerified, sha256 } from '../../../../src/main/files/durableFile.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())
const at = (name: string) => join(place.path, name)

it('a copy is the file to the byte, in a folder that is made for it', async () => {
  const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => i % 251))
  writeFileSync(at('weights'), bytes)
  await copyVerified(at('weights'), at('models/one/weights'), sha256(bytes))
  expect(readFileSync(at('models/one/weights')).equals(bytes)).toBe(true)
})

it('a copy of a file that is another by now stands nowhere, and the one before it stays', async () => {
  writeFileSync(at('weights'), 'changed')
  writeFileSync(at('models/one/weights'), 'before')
  const copied = copyVerified(at('weights'), at('models/one/weights'), sha256(Buffer.from('weights')))
  await expect(copied).rejects.toMatchObject({ reason: { name: 'modelChanged' } })
  expect(readdirSync(at('models/one'))).toEqual(['weights'])
  expect(readFileSync(at('models/one/weights'), 'utf8')).toBe('before')
})
