import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { sha256 } from '../../../../../src/main/files/durableFile.ts'
import { framePath } from '../../../../../src/main/files/originals.ts'
import { readPicture } from '../../../../../src/main/trainer/data/picture.ts'
import { temporaryFolder } from '../../../../support/TestStudy.ts'

it('nothing is learned from an original that is missing or is not what its name says', async () => {
  const place = temporaryFolder()
  const image = (value: number) =>
    sharp({ create: { width: 8, height: 6, channels: 3, background: { r: value, g: value, b: value } } })
      .png()
      .toBuffer()
  const [sound, other] = [await image(10), await image(200)]
  const path = framePath(place.path, sha256(sound), 'png')
  await expect(readPicture(path, null)).rejects.toMatchObject({ reason: { name: 'imageMissing' } })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, sound)
  expect(await readPicture(path, null)).toMatchObject({ width: 8, height: 6 })
  // A whole picture, but another one.
  writeFileSync(path, other)
  await expect(readPicture(path, null)).rejects.toMatchObject({ reason: { name: 'imageChanged' } })
  // What is in no study has no such name.
  writeFileSync(join(place.path, 'photo.png'), other)
  expect(await readPicture(join(place.path, 'photo.png'), null)).toMatchObject({ width: 8 })
  place.remove()
})
