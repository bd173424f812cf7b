import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

const SIDE = 160

/**
 * Pairs as Kvasir-SEG has them: a reddish picture with one lesion, lighter than what is around it, and beside it a
 * JPEG mask, white where the lesion is, grey along its edge as JPEG makes it.
 */
export async function writeLesionPairs(folder: string, count: number): Promise<void> {
  for (const name of ['images', 'masks']) mkdirSync(join(folder, name), { recursive: true })
  for (let n = 0; n < count; n++) {
    const [cx, cy, r] = [45 + ((n * 37) % 70), 45 + ((n * 53) % 70), 20 + ((n * 7) % 18)]
    const picture = Buffer.alloc(SIDE * SIDE * 3)
    const mask = Buffer.alloc(SIDE * SIDE)
    for (let i = 0; i < SIDE * SIDE; i++) {
      const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
      const inside = Math.hypot((x - cx) * (1 + 0.3 * Math.sin(n)), y - cy) < r
      const grain = ((x * 7 + y * 13 + n * 5) % 17) - 8 + 12 * Math.sin((x + n) / 19) * Math.cos(y / 23)
      mask[i] = inside ? 255 : 0
      picture[3 * i] = 150 + grain + (inside ? 60 : 0)
      picture[3 * i + 1] = 70 + grain + (inside ? 75 : 0)
      picture[3 * i + 2] = 60 + grain + (inside ? 60 : 0)
    }
    const stem = `cju${String(n * 7919).padStart(8, '0')}`
    const raw = { width: SIDE, height: SIDE }
    await sharp(picture, { raw: { ...raw, channels: 3 } })
      .jpeg({ quality: 90 })
      .toFile(join(folder, 'images', `${stem}.jpg`))
    await sharp(mask, { raw: { ...raw, channels: 1 } })
      .jpeg({ quality: 75 })
      .toFile(join(folder, 'masks', `${stem}.jpg`))
  }
}
