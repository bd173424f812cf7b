import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { importing } from '../support/importing.ts'
import { callIn } from '../support/me.ts'
import { type RawEntry, rawZip } from '../support/rawZip.ts'
import { saysWhat } from '../support/tally.ts'

const here = importing(['normal', 'lesion'])
const { at } = here

let pictures: readonly Buffer[]
beforeEach(async () => {
  pictures = await Promise.all(
    [3, 5, 7].map((n) => {
      const pixels = Buffer.from(Uint8Array.from({ length: 30 * 30 * 3 }, (_, i) => (i * n) % 256))
      return sharp(pixels, { raw: { width: 30, height: 30, channels: 3 } })
        .png()
        .toBuffer()
    }),
  )
})
const picture = (n: number): Buffer => pictures[n] ?? Buffer.alloc(0)

async function bringZip(entries: readonly RawEntry[], end?: Parameters<typeof rawZip>[1]) {
  writeFileSync(at('set.zip'), rawZip(entries, end))
  const report = await here.bring(at('set.zip'))
  expect(report.rejected.filter(({ reason }) => !saysWhat(reason))).toEqual([])
  return { ...report, refused: report.rejected.map(({ path, reason }) => [path, reason.name]) }
}

describe('an archive', () => {
  it('names the second of two entries of one name, and keeps names that differ for the disk', async () => {
    const twice = await bringZip([
      { name: 'a.png', content: picture(0) },
      { name: 'a.png', content: picture(1) },
      { name: 'b/../c.png', content: picture(1) },
    ])
    expect(twice.added).toBe(1)
    expect(twice.refused).toEqual([
      ['set.zip!b/../c.png', 'entryOutside'],
      ['set.zip!a.png', 'entryTwice'],
    ])
    const names = ['A.png', 'a.png', 'caf\u00e9.png', 'cafe\u0301.png', 'x//y.png', 'x/y.png']
    const alike = await bringZip(names.map((name, n) => ({ name, content: picture(n % 3) })))
    // A disk may hold two of them as one; then the second is named.
    expect(alike.added + alike.duplicates + alike.refused.length).toBe(names.length)
    expect(alike.refused).toContainEqual(['set.zip!x/y.png', 'entryTwice'])
  })

  it('of which entries are damaged gives what is whole', async () => {
    const lies: readonly Partial<RawEntry>[] = [
      { crc: 1 },
      { size: 10 },
      { size: 1e5 },
      { method: 99 },
      { packedSize: 10 },
      { offset: 1e7 },
      { content: new Uint8Array(0), crc: 0 },
    ]
    const report = await bringZip([
      ...lies.map((lie, n) => ({ name: `bad-${n}.png`, content: picture(1), ...lie })),
      { name: 'good.png', content: picture(0) },
    ])
    expect(report).toMatchObject({ added: 1 })
    expect(report.refused).toHaveLength(lies.length)
    expect(new Set(report.refused.map(([, name]) => name))).toEqual(new Set(['entryDamaged', 'fileEmpty']))
  })

  it('whose list breaks off gives what is listed, and says so', async () => {
    const entries = [0, 1, 2].map((n) => ({ name: `${n}.png`, content: picture(n) }))
    const report = await bringZip(entries, { count: 9 })
    expect(report).toMatchObject({ added: 3, refused: [['set.zip', 'archiveCutShort']] })
    const fewer = await bringZip(entries, { count: 2 })
    expect(fewer).toMatchObject({ duplicates: 2, refused: [['set.zip', 'archiveCutShort']] })
  })

  it('whose entries share their bytes, bombs, links and encrypted ones are refused by name', async () => {
    const noise = Buffer.from(Uint8Array.from({ length: 60_000 }, (_, i) => (i * i * 31) % 251))
    const shared = Array.from({ length: 40 }, (_, n) => ({
      name: n === 0 ? 'first.png' : `copy-${n}.png`,
      content: noise,
      offset: 0,
      listedOnly: n > 0,
    }))
    const bombs = await bringZip(shared)
    expect(bombs.refused.filter(([, name]) => name === 'entryBomb').length).toBeGreaterThan(30)
    const report = await bringZip([
      { name: 'good.png', content: picture(0) },
      { name: 'bomb.png', content: Buffer.alloc(20e6) },
      { name: 'link.png', content: Buffer.from('/etc/passwd'), attributes: (0o120777 << 16) >>> 0 },
      { name: 'closed.png', content: picture(1), flags: 0x801 },
      { name: `${'n'.repeat(300)}.png`, content: picture(1) },
      { name: 'good.png/below.png', content: picture(1) },
      { name: 'inner.zip', content: rawZip([{ name: 'c.png', content: picture(2) }]) },
    ])
    expect(report.added).toBe(1)
    expect(Object.fromEntries(report.refused.map(([path, name]) => [path?.slice(8, 20), name]))).toEqual({
      'bomb.png': 'entryBomb',
      'link.png': 'entryLink',
      'closed.png': 'entryEncrypted',
      nnnnnnnnnnnn: 'entryUnwritable',
      'good.png/bel': 'entryUnwritable',
      'inner.zip': 'archiveWithin',
    })
  })

  it('that is none ends an import alone, and is named beside others', async () => {
    writeFileSync(at('none.zip'), 'this is no archive')
    await expect(here.bring(at('none.zip'))).rejects.toMatchObject({ reason: { name: 'archiveDamaged' } })
    writeFileSync(at('a.png'), picture(0))
    const paths = [at('none.zip'), at('a.png'), at('missing.zip'), at('nowhere')]
    const report = await ImportService.importPaths(callIn(here.study), paths, { layout: 'auto' }, () => {})
    expect(report).toMatchObject({ added: 1 })
    expect(report.rejected.map(({ path }) => path)).toEqual([
      at('none.zip'),
      at('missing.zip'),
      at('nowhere'),
    ])
    expect(existsSync(at('study/cache/import'))).toBe(false)
    // What the app writes beside studies, when it comes to it, is none of the import's.
    const left = readdirSync(at()).filter((name) => !/^(trails\.sqlite|recent\.json)/.test(name))
    expect(left.sort()).toEqual(['a.png', 'log', 'none.zip', 'study'])
  })
})
