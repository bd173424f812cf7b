import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refused } from '../../../../shared/reasons/Refused.ts'
import { writeDurably } from '../../../files/durableFile.ts'
import { freeBytes } from '../../../files/freeBytes.ts'
import type { Check } from './Check.ts'

/** As large as a frame is. */
const BYTES = 1_000_000
const TIMES = 5
/** A share's clock may be so far from this computer's, s. */
const APART = 60

/** What is written is on the disk before it counts, comes back the same, and is dated rightly. */
export const disk: Check = {
  name: 'disk',
  async look({ folder }) {
    const file = join(folder, 'written')
    const bytes = randomBytes(BYTES)
    const started = performance.now()
    for (let i = 0; i < TIMES; i++) await writeDurably(file, bytes)
    const ms = (performance.now() - started) / TIMES
    if (!bytes.equals(await readFile(file))) throw refused('testFileDiffers')
    const seconds = Math.abs(Date.now() - (await stat(file)).mtimeMs) / 1000
    if (seconds > APART) throw refused('testClockOff', { seconds: Math.round(seconds) })
    return { ms: Math.round(ms), free: Math.round(Math.min(freeBytes(folder), 1e15) / 1e9) }
  },
}
