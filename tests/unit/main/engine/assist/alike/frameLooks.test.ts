import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Centred } from '../../../../../../src/main/engine/assist/alike/Centred.ts'
import { FrameLooks } from '../../../../../../src/main/engine/assist/alike/FrameLooks.ts'
import { type Look, NUMBERS, RECORD } from '../../../../../../src/main/engine/assist/alike/look.ts'
import { toFrame, toPart } from '../../../../../../src/main/engine/assist/alike/similarities.ts'
import { sketched } from '../../../../../../src/main/engine/assist/alike/sketched.ts'
import type { Store } from '../../../../../../src/main/engine/store/openStore.ts'
import { CHANNELS } from '../../../../../../src/shared/assistant/embedding.ts'
import { normal, streamFor } from '../../../../../../src/shared/domain/random.ts'
import { reasonOf } from '../../../../../../src/shared/reasons/Refused.ts'
import { temporaryFolder } from '../../../../../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => place.remove())

/** What looks are kept of: where, and whether anything may be written. */
const store = (change: Partial<Store> = {}) => ({ folder: place.path, readOnly: null, ...change }) as Store
const file = () => join(place.path, 'cache/alike/pair')
const sha = (n: number) => n.toString(16).padStart(64, '0')

const FIELDS = 16
/** Fields of length one with a great deal in common, as those of frames of one kind have; `own` stands out by as much. */
function fieldsOf(n: number, own = 0.2): Float32Array {
  const [all, one] = [streamFor('all'), streamFor('one', n)]
  const out = Float32Array.from({ length: NUMBERS }, () => normal(all) + own * normal(one))
  for (let f = 0; f < FIELDS; f++) {
    const field = out.subarray(f * CHANNELS, (f + 1) * CHANNELS)
    const length = Math.hypot(...field)
    field.forEach((value, c) => {
      field[c] = value / length
    })
  }
  return out
}
/** Left and right changed over. */
const mirrored = (fields: Float32Array) =>
  Float32Array.from(fields, (_, i) => {
    const f = Math.floor(i / CHANNELS)
    return fields[(f - (f % 4) + 3 - (f % 4)) * CHANNELS + (i % CHANNELS)]!
  })

async function filled(count: number): Promise<FrameLooks> {
  const looks = await FrameLooks.of(store(), 'pair')
  for (let n = 0; n < count; n++) await looks.add(sha(n), fieldsOf(n))
  return looks
}
const like = async (looks: FrameLooks, look: Look) => toFrame(await Centred.of(looks, undefined), look)
const likePart = async (looks: FrameLooks, part: Float32Array) =>
  toPart(await Centred.of(looks, undefined), part)
const order = (similar: Float32Array) => [...similar.keys()].sort((a, b) => similar[b]! - similar[a]!)

describe('looks of frames', () => {
  it('are there again, and what comes is added behind them', async () => {
    const before = await filled(5)
    const again = await FrameLooks.of(store(), 'pair')
    expect(again.count).toBe(5)
    expect(again.frameAt(3)).toBe(sha(3))
    expect(again.at(3)).toEqual(before.at(3))
    expect(again.mean()).toEqual(before.mean())
    await again.add(sha(5), fieldsOf(5))
    await again.add(sha(5), fieldsOf(6))
    expect(statSync(file()).size).toBe(6 * RECORD)
    expect((await FrameLooks.of(store(), 'pair')).count).toBe(6)
    expect((await FrameLooks.of(store(), 'other')).count).toBe(0)
  })

  it('lose what is damaged, and nothing else', async () => {
    await filled(4)
    truncateSync(file(), 4 * RECORD - 100)
    const cut = await FrameLooks.of(store(), 'pair')
    expect([0, 1, 2, 3].map((n) => cut.has(sha(n)))).toEqual([true, true, true, false])
    expect(statSync(file()).size).toBe(3 * RECORD)
    await cut.add(sha(9), fieldsOf(9))
    const bytes = readFileSync(file())
    bytes[RECORD + 500]! ^= 1
    writeFileSync(file(), bytes)
    const mended = await FrameLooks.of(store(), 'pair')
    expect([0, 1, 2, 9].map((n) => mended.has(sha(n)))).toEqual([true, false, true, true])
    expect(mended.of(sha(9))).toEqual(cut.of(sha(9)))
    expect(statSync(file()).size).toBe(3 * RECORD)
  })

  it('are begun anew where the file is gone or is something else', async () => {
    const looks = await filled(2)
    rmSync(join(place.path, 'cache'), { recursive: true })
    await looks.add(sha(2), fieldsOf(2))
    expect((await FrameLooks.of(store(), 'pair')).has(sha(2))).toBe(true)
    writeFileSync(file(), 'nothing of ours')
    expect((await FrameLooks.of(store(), 'pair')).count).toBe(0)
    rmSync(file())
    mkdirSync(file())
    const none = await FrameLooks.of(store(), 'pair')
    await none.add(sha(1), fieldsOf(1))
    expect(none.has(sha(1))).toBe(true)
  })

  it('of a study that may only be looked at are in memory alone', async () => {
    const looks = await FrameLooks.of(store({ readOnly: reasonOf('openSomewhere') }), 'pair')
    await looks.add(sha(1), fieldsOf(1))
    expect(looks.count).toBe(1)
    expect(existsSync(file())).toBe(false)
  })

  it('have room for more than they began with', async () => {
    const looks = await FrameLooks.of(store({ readOnly: reasonOf('openSomewhere') }), 'pair')
    const three = [0, 1, 2].map((n) => fieldsOf(n))
    for (let n = 0; n < 300; n++) await looks.add(sha(n), three[n % 3]!)
    expect(looks.at(299)).toEqual(looks.at(2))
    expect(looks.at(0)).toEqual(looks.at(297))
  })
})

describe('how alike frames are', () => {
  it('is told beside what all have in common, mirrored or not', async () => {
    const looks = await filled(20)
    const [seven, eight] = [fieldsOf(7), fieldsOf(8)]
    const near = seven.map((value, i) => value + 0.1 * eight[i]!)
    await looks.add(sha(20), near)
    await looks.add(sha(21), mirrored(near))
    const similar = await like(looks, looks.at(7))
    expect(similar[7]).toBeCloseTo(1, 2)
    expect(order(similar)[1]).toBe(20)
    expect(
      Math.max(
        ...order(similar)
          .slice(3)
          .map((n) => similar[n]!),
      ),
    ).toBeLessThan(0.5)
    const turned = await like(looks, looks.at(21))
    expect(order(turned).slice(0, 3)).toContain(20)
    expect(turned[20]).toBeGreaterThan(0.6)
  })

  it('of a part goes by the field that is most like it, wherever that lies', async () => {
    const looks = await filled(20)
    const part = fieldsOf(99).subarray(0, CHANNELS)
    const fields = fieldsOf(20)
    fields.set(part, 11 * CHANNELS)
    await looks.add(sha(20), fields)
    const similar = await likePart(looks, part)
    expect(order(similar)[0]).toBe(20)
    expect(similar[20]).toBeGreaterThan(0.95)
  })

  it('is told of none where none was read', async () => {
    const none = await FrameLooks.of(store(), 'pair')
    expect(await like(none, (await filled(1)).at(0))).toHaveLength(0)
  })

  it('is kept by 32 numbers as far as they go', async () => {
    const looks = await filled(20)
    const all = Array.from({ length: 20 }, (_, n) => fieldsOf(n))
    const ratios: number[] = []
    for (let a = 0; a < 20; a++)
      for (let b = 0; b < a; b++) {
        const dense = [all[a]!, all[b]!] as const
        const [one, other] = [sketched(looks.at(a)), sketched(looks.at(b))]
        const squared = (x: Float32Array, y: Float32Array) =>
          x.reduce((sum, v, i) => sum + (v - y[i]!) ** 2, 0)
        ratios.push(squared(one, other) / squared(...dense))
      }
    ratios.sort((x, y) => x - y)
    expect(ratios[Math.floor(ratios.length / 2)]).toBeGreaterThan(0.85)
    expect(ratios[Math.floor(ratios.length / 2)]).toBeLessThan(1.15)
    expect(ratios[Math.floor(0.05 * ratios.length)]).toBeGreaterThan(0.5)
    expect(ratios[Math.floor(0.95 * ratios.length)]).toBeLessThan(1.7)
  })
})
