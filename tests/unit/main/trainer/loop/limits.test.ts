import { mkdirSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LimitWatch, runsOnBattery } from '../../../../../src/main/trainer/loop/limits.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'
import { temporaryFolder } from '../../../../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => place.remove())

/** A Linux folder of power supplies. */
function supplies(files: Record<string, Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(place.path, name), { recursive: true })
    for (const [file, text] of Object.entries(content))
      writeFileSync(join(place.path, name, file), `${text}\n`)
  }
  return place.path
}

describe('a run', () => {
  const battery = { type: 'Battery', status: 'Discharging' }

  it('gives way on battery, and only there', () => {
    expect(runsOnBattery(supplies({ AC: { type: 'Mains', online: '0' }, BAT0: battery }))).toBe(true)
    expect(runsOnBattery(supplies({ AC: { type: 'Mains', online: '1' } }))).toBe(false)
    expect(runsOnBattery(join(place.path, 'nowhere'))).toBe(false)
  })

  it('gives way when it is unplugged, not where it began on the battery', () => {
    const limits = { stopAfterSeconds: null, pauseOnBattery: true }
    const unplugged = { AC: { type: 'Mains', online: '0' }, BAT0: battery }
    const watch = new LimitWatch(limits, {
      supplies: supplies({ AC: { type: 'Mains', online: '1' }, BAT0: battery }),
    })
    supplies(unplugged)
    expect(watch.reason()).toBe('battery')
    expect(new LimitWatch(limits, { supplies: supplies(unplugged) }).reason()).toBeUndefined()
  })

  it('gives way before there is room for fewer than two checkpoints', () => {
    const limits = { stopAfterSeconds: null, pauseOnBattery: false }
    const reason = (bytes: number) =>
      new LimitWatch(limits, { writes: { folder: place.path, bytes } }).reason()
    const { bavail, bsize } = statfsSync(place.path)
    expect(reason(0.6 * bavail * bsize)).toBe('disk')
    expect(reason(0.3 * bavail * bsize)).toBeUndefined()
  })

  it('gives way when its time is over', () => {
    expect(new LimitWatch({ stopAfterSeconds: 0, pauseOnBattery: false }).reason()).toBe('time')
    expect(new LimitWatch({ stopAfterSeconds: 3600, pauseOnBattery: false }).reason()).toBeUndefined()
  })
})

describe.skipIf(!hasTensorFlow)('before the first step', () => {
  it('says what would fit the memory that is free', async () => {
    const { mustFit } = await import('../../../../../src/main/trainer/loop/mustFit.ts')
    const { Network } = await import('../../../../../src/main/trainer/nets/Network.ts')
    const network = new Network('resnet50', 3)
    const settings = settingsFrom('paper', { backbone: 'resnet50', size: 321, batch: 8 })
    expect(() => mustFit(network, settings, 64e9)).not.toThrow()
    expect(() => mustFit(network, settings, 4e9)).toThrow(
      /needs about 1\d\.\d GB of memory and 4 GB are free: choose at most 1 image a step, or a crop of \d+ px\.$/,
    )
    expect(() => mustFit(network, settings, 0.2e9)).toThrow('close other programs first')
  })
  it('counts what a method takes beside its nets', async () => {
    const { mustFit } = await import('../../../../../src/main/trainer/loop/mustFit.ts')
    const { Network } = await import('../../../../../src/main/trainer/nets/Network.ts')
    const { trainingBytes } = await import('../../../../../src/main/trainer/nets/footprint.ts')
    const network = new Network('efficientnet-lite0', 3)
    const settings = settingsFrom('paper', { method: 'u2pl', size: 64, batch: 2 })
    // U²PL's banks of 110,000 embeddings of 1 kB, and what a checkpoint copies of them.
    const free = 0.2e9 + trainingBytes(network, 64, 4)
    const small = { ...settings, u2pl: { ...settings.u2pl, bank: { background: 1, other: 1 } } }
    expect(() => mustFit(network, settings, free)).toThrow('GB of memory')
    expect(() => mustFit(network, small, free)).not.toThrow()
  })
})
