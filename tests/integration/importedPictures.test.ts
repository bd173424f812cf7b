import { mkdirSync, writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { readPicture } from '../../src/main/trainer/data/picture.ts'
import { importing } from '../support/importing.ts'

const here = importing(['normal', 'lesion'])
const { at } = here

const SIDE = 40
const noise = (channels: 3 | 4 = 3, seed = 1, height = SIDE) =>
  sharp(
    Uint8Array.from({ length: SIDE * height * channels }, (_, i) => (i * (31 + seed) + (i >> 5) * 7) & 255),
    { raw: { width: SIDE, height, channels } },
  )
const pages = () =>
  sharp(
    Uint8Array.from({ length: 2 * SIDE * SIDE * 3 }, (_, i) => (i * 37) & 255),
    {
      raw: { width: SIDE, height: 2 * SIDE, channels: 3, pageHeight: SIDE },
    },
  )

/** A PNG that moves: readers that do not know of it show its first picture. */
async function movingPng(): Promise<Buffer> {
  const png = await noise().png().toBuffer()
  const body = Buffer.from('acTL\0\0\0\x02\0\0\0\0', 'latin1')
  const chunk = Buffer.concat([Buffer.of(0, 0, 0, 8), body, Buffer.alloc(4)])
  chunk.writeUInt32BE(crc32(body), chunk.length - 4)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

/** One picture in the form of a film. */
async function filmOfOne(): Promise<Buffer> {
  const moving = await pages().webp({ loop: 0 }).toBuffer()
  const first = moving.indexOf('ANMF')
  const out = Buffer.from(moving.subarray(0, first + 8 + moving.readUInt32LE(first + 4)))
  out.writeUInt32LE(out.length - 8, 4)
  return out
}

it('a file of several pictures stays outside with a sentence, and what comes in opens', async () => {
  mkdirSync(at('data'))
  const several: Record<string, Buffer> = {
    'moving.webp': await pages().webp({ loop: 0 }).toBuffer(),
    'film of one.webp': await filmOfOne(),
    'moving.png': await movingPng(),
    'pages.tif': await pages().tiff({ compression: 'lzw' }).toBuffer(),
  }
  const gif = await pages().gif().toBuffer()
  const single: Record<string, Buffer> = {
    'inks.jpg': await noise().toColourspace('cmyk').jpeg().toBuffer(),
    'deep.png': await noise(3, 2).toColourspace('rgb16').png().toBuffer(),
    'deep.tif': await noise(3, 3).toColourspace('grey16').tiff().toBuffer(),
    'indices.png': await noise(4, 4).png({ palette: true }).toBuffer(),
    'clear.webp': await noise(4, 5).webp({ lossless: true }).toBuffer(),
    'clear.png': await noise(4, 6).png().toBuffer(),
    'grey.jpg': await noise(3, 7).greyscale().jpeg().toBuffer(),
    'progressive.jpg': await noise(3, 8).jpeg({ progressive: true }).toBuffer(),
    'interlaced.png': await noise(3, 9).png({ progressive: true }).toBuffer(),
    'a webp.png': await noise(3, 10).webp().toBuffer(),
  }
  for (const [name, bytes] of Object.entries({ ...several, ...single, 'a gif.png': gif }))
    writeFileSync(at('data', name), bytes)
  const report = await here.bring(at('data'), { layout: 'folder' })
  const refused = new Map(report.rejected.map(({ path, reason }) => [path.split('/').at(-1), reason.name]))
  expect(Object.fromEntries(refused)).toEqual({
    ...Object.fromEntries(Object.keys(several).map((name) => [name, 'severalPictures'])),
    'a gif.png': 'otherFormat',
  })
  expect(report.added).toBe(Object.keys(single).length)
  const { store } = here.study
  for (const row of await store.db.selectFrom('frame').selectAll().execute()) {
    const path = at('study/frames', row.sha256.slice(0, 2), `${row.sha256}.${row.extension}`)
    const { width, height, data } = await readPicture(path, null)
    expect([width, height, row.width, row.height], row.name).toEqual([SIDE, SIDE, SIDE, SIDE])
    expect(data.length).toBe(SIDE * SIDE * 3)
  }
  expect(await verifyStudy(store)).toEqual([])
})
