import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFolder } from '../../../../src/main/files/makeFolder.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => {
  chmodSync(place.path, 0o700)
  place.remove()
})

it('makes a folder with those above it, and leaves one that is there', async () => {
  const path = join(place.path, 'a/b/c')
  await makeFolder(path)
  await makeFolder(path)
  expect(existsSync(path)).toBe(true)
})

it('says what the disk says where there can be none', async () => {
  // Below /proc nothing can be made, whoever asks, and nothing is there.
  const error = await makeFolder('/proc/self/none/below').catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'ENOENT', path: '/proc/self/none' })
})
