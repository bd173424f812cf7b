import { crc32, deflateSync } from 'node:zlib'
import { IGNORE, type LabelClass } from '../../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'

const HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const IGNORED = [255, 255, 255]

/**
 * A mask as an indexed PNG: a pixel's index is its class, the palette holds the study's colours, so that it looks
 * like the mask and reads like the classes. Image libraries would choose the palette themselves.
 */
export function maskPng({ width, height, data }: Mask, classes: readonly LabelClass[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.alloc(256 * 3)
  classes.forEach(({ colour }, c) => {
    palette.writeUIntBE(c === 0 ? 0 : Number.parseInt(colour.slice(1), 16), c * 3, 3)
  })
  palette.set(IGNORED, IGNORE * 3)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  return Buffer.concat([
    HEAD,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  out.set(body, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
