import { streamFor } from '../../src/shared/domain/random.ts'

/** A file as a bad disk, a bad cable or a bad person would hand it over: bits flipped, bytes set, cut, doubled, moved. */
export function damaged(file: Buffer, seed: number): Buffer {
  const random = streamFor(seed, 'damage')
  const whole = (below: number) => Math.floor(random() * below)
  const out = Buffer.from(file)
  // Headers are where decoders believe what they read.
  const place = () => (random() < 0.5 ? whole(Math.min(400, out.length)) : whole(out.length))
  switch (seed % 6) {
    case 0:
      return out.subarray(0, whole(out.length))
    case 1:
      for (let n = 0; n < 12; n++) {
        const at = place()
        out[at] = (out[at] ?? 0) ^ (1 << whole(8))
      }
      return out
    case 2:
      out.writeUInt32BE(0xffffffff, Math.max(0, Math.min(out.length - 4, place())))
      return out
    case 3: {
      const from = place()
      return out.fill(random() < 0.5 ? 0 : 255, from, Math.min(out.length, from + 1 + whole(64)))
    }
    case 4: {
      const [from, length] = [place(), whole(200)]
      return Buffer.concat([out.subarray(0, from), out.subarray(from, from + length), out.subarray(from)])
    }
    default:
      for (let n = 0; n < 40; n++) out[place()] = whole(256)
      return out
  }
}
