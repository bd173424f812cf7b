import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { applyUpdate, lookAtUpdate } from '../../src/main/install/applyUpdate.ts'
import { goBack } from '../../src/main/install/goBack.ts'
import { type Installation, installationIn, installationOf } from '../../src/main/install/Installation.ts'
import { readManifest } from '../../src/main/install/manifest.ts'
import { hindrance, verifyTree } from '../../src/main/install/verify.ts'
import { Refused } from '../../src/shared/reasons/Refused.ts'
import { installed, stagedVersion, startedVersion, stranger, updateTo } from '../support/installedTree.ts'
import { project } from '../support/places.ts'
import { canMount, smallDisk } from '../support/smallDisk.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const refusedFor = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refused ? error.reason.name : String(error)),
  )
const flip = (path: string, at: number) => {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('an installed tree', () => {
  const place = temporaryFolder()
  afterAll(() => place.remove())
  const names = ({ problems }: Awaited<ReturnType<typeof verifyTree>>) =>
    problems.map(({ name, values }) => `${name} ${'file' in values ? values.file : ''}`.trim())

  it('is whole as it was signed, and is none in a checkout', async () => {
    const here = await installed(join(place.path, 'whole Ünï 名'))
    expect(await verifyTree(here.folder)).toMatchObject({ problems: [], files: 14 })
    expect(installationOf(join(here.folder, 'resources/app/out/main'))).toEqual(here)
    expect(installationOf(join(project, 'out/main'))).toBeNull()
  })

  it('tells each file that is changed by a byte, missing or added', async () => {
    const { folder } = await installed(join(place.path, 'tampered'))
    const { files } = readManifest(readFileSync(join(folder, 'resources/manifest.json')))
    for (const { path, size } of files) {
      const file = join(folder, path)
      const before = readFileSync(file)
      if (size === 0) writeFileSync(file, 'x')
      else flip(file, size >> 1)
      const told = names(await verifyTree(folder))
      // Without its keys nothing can be said of a version.
      const forged = path === 'resources/keys.json' ? ['filesListForged', 'filesListGone'] : []
      expect([`installedFileChanged ${path}`, ...forged]).toContain(told[0])
      rmSync(file)
      expect(names(await verifyTree(folder))).toEqual([
        forged.length > 0 ? 'filesListGone' : `installedFileMissing ${path}`,
      ])
      writeFileSync(file, before)
    }
    writeFileSync(join(folder, 'resources/app/out/main/more.js'), '')
    expect(names(await verifyTree(folder))).toEqual(['installedFileAdded resources/app/out/main/more.js'])
    rmSync(join(folder, 'resources/app/out/main/more.js'))
    for (const [list, at, name] of [
      ['manifest.json', 30, 'filesListForged'],
      ['manifest.sig', 60, 'filesListForged'],
    ] as const) {
      const before = readFileSync(join(folder, 'resources', list))
      flip(join(folder, 'resources', list), at)
      expect(names(await verifyTree(folder))).toEqual([name])
      writeFileSync(join(folder, 'resources', list), before)
    }
    expect(names(await verifyTree(folder))).toEqual([])
  })

  it('keeps each part from starting for its own files alone', async () => {
    const { folder } = await installed(join(place.path, 'parts'))
    flip(join(folder, 'resources/runtime/tensorflow/lib/libtensorflow.so.2'), 5)
    expect(await hindrance(folder, 'engine')).toBeNull()
    expect(await hindrance(folder, 'assistant')).toBeNull()
    expect(await hindrance(folder, 'trainer')).toMatchObject({ name: 'installedFileChanged' })
  })
})

describe('an update', () => {
  const place = temporaryFolder()
  afterAll(() => place.remove())
  let count = 0
  const fresh = () => installed(join(place.path, `root ${++count}`))
  const updates = join(place.path, 'updates')
  const contentsOf = (root: string) =>
    (readdirSync(root, { recursive: true }) as string[])
      .filter((name) => statSync(join(root, name)).isFile())
      .sort()

  /** Refuses it for this reason, and leaves everything as it was. */
  async function refuses(here: Installation, file: string, reason: string) {
    const before = contentsOf(here.root)
    expect(await refusedFor(applyUpdate(here, file))).toBe(reason)
    expect(contentsOf(here.root)).toEqual(before)
    expect(startedVersion(here.root)).toBe(here.version)
  }

  it('is applied beside the version that runs, and gone back from', async () => {
    const here = await fresh()
    const file = await updateTo(updates, { version: '0.2.0' })
    const { update, why } = await lookAtUpdate(here, file)
    expect(update).toMatchObject({ by: { kind: 'release' }, manifest: { version: '0.2.0' } })
    expect(why).toBeNull()
    update.close()
    expect(startedVersion(here.root)).toBe('0.1.0')
    const told: number[] = []
    await applyUpdate(here, file, { onProgress: (done, total) => told.push(done / total) })
    expect(told.at(-1)).toBe(1)
    expect(startedVersion(here.root)).toBe('0.2.0')
    const next = installationIn(join(here.root, 'versions/0.2.0'))
    expect((await verifyTree(next.folder)).problems).toEqual([])
    expect(statSync(join(next.folder, 'loco-studio')).mode & 0o111).not.toBe(0)
    // One that was there once is not taken again, and neither is an older one.
    await refuses(next, file, 'updateNotNewer')
    await refuses(next, await updateTo(updates, { version: '0.1.9' }), 'updateNotNewer')
    expect(await goBack(next)).toEqual({ version: '0.1.0' })
    expect(startedVersion(here.root)).toBe('0.1.0')
    expect(await refusedFor(goBack(here))).toBe('noEarlierVersion')
    // From there it is an update again, and lies there whole.
    await applyUpdate(here, file)
    expect(startedVersion(here.root)).toBe('0.2.0')
    await applyUpdate(next, await updateTo(updates, { version: '0.10.0' }))
    expect(readdirSync(join(here.root, 'versions')).sort()).toEqual(['0.10.0', '0.2.0'])
  })

  it('leaves out what the version before has, and is refused where that is another', async () => {
    const here = await fresh()
    const without = readManifest(readFileSync(join(here.folder, 'resources/manifest.json')))
    const small = await updateTo(updates, { version: '0.3.0' }, { without })
    const full = await updateTo(updates, { version: '0.3.0' })
    expect(statSync(small).size).toBeLessThan(statSync(full).size)
    const other = await fresh()
    await applyUpdate(here, small)
    expect(startedVersion(here.root)).toBe('0.3.0')
    rmSync(other.folder, { recursive: true })
    const odd = await stagedVersion(
      other.folder,
      { version: '0.1.0' },
      { files: { 'resources/app/out/main/trainer.js': '// not as ever' } },
    )
    await refuses(installationIn(odd), small, 'updateNeedsOther')
    // Content that is not what the list of the version here says is not taken over either.
    const changed = await fresh()
    flip(join(changed.folder, 'resources/runtime/tensorflow/lib/libtensorflow.so.2'), 3)
    await refuses(changed, small, 'updatePartDamaged')
  })

  it('is refused by another key, for another system, from too far, managed, and where it is not whole', async () => {
    const here = await fresh()
    const good = await updateTo(updates, { version: '0.4.0' })
    const { privateKey } = stranger
    await refuses(
      here,
      await updateTo(updates, { version: '0.4.1' }, { privateKey, keyId: 'stranger' }),
      'updateOfUnknownKey',
    )
    await refuses(here, await updateTo(updates, { version: '0.4.2' }, { privateKey }), 'updateUnsigned')
    await refuses(
      here,
      await updateTo(updates, { version: '0.4.0', platform: 'win32-x64' }),
      'updateForOtherSystem',
    )
    await refuses(here, await updateTo(updates, { version: '0.4.3', lowestDataFormat: 500 }), 'updateTooFar')
    const { size } = statSync(good)
    const cut = join(updates, 'cut.locoupdate')
    for (const part of [0, 0.1, 0.5, 0.9, 0.999]) {
      writeFileSync(cut, readFileSync(good).subarray(0, Math.floor(size * part)))
      await refuses(here, cut, 'updateUnreadable')
    }
    await refuses(here, join(updates, 'nowhere.locoupdate'), 'updateUnreadable')
    writeFileSync(join(here.root, 'managed.json'), '{"by":"deb"}')
    await refuses(installationIn(here.folder), good, 'installationManaged')
  })

  it('changed by a byte anywhere is refused, or brings what was signed', { timeout: 180_000 }, async () => {
    const good = await updateTo(updates, { version: '0.5.0' })
    const { size } = statSync(good)
    const bad = join(updates, 'flipped.locoupdate')
    const here = await fresh()
    const ends = new Set<string>()
    for (let at = 0; at < size; at += Math.ceil(size / 60)) {
      copyFileSync(good, bad)
      flip(bad, at)
      const end = await refusedFor(applyUpdate(here, bad))
      ends.add(end)
      expect(
        [
          'nothing',
          'updateUnreadable',
          'updateUnsigned',
          'updateOfUnknownKey',
          'updatePartDamaged',
          'updateNeedsOther',
        ],
        `${end} at ${at}`,
      ).toContain(end)
      if (end === 'nothing') {
        // A date or a mode that nobody reads.
        expect((await verifyTree(join(here.root, 'versions/0.5.0'))).problems).toEqual([])
        rmSync(join(here.root, 'versions/0.5.0'), { recursive: true })
        writeFileSync(join(here.root, 'current.txt'), '0.1.0\n')
      }
      expect(readFileSync(join(here.root, 'current.txt'), 'utf8')).toBe('0.1.0\n')
    }
    expect(ends.size).toBeGreaterThan(2)
  })
})

describe('an update that is interrupted', () => {
  const place = temporaryFolder()
  afterAll(() => place.remove())
  const applies = (folder: string, file: string, at = 0, user = '') =>
    spawnSync(
      process.execPath,
      [
        '--import',
        join(project, 'tests/support/killAtCall.mjs'),
        join(project, 'tests/support/appliesUpdate.ts'),
        folder,
        file,
      ],
      { encoding: 'utf8', env: { ...process.env, KILL_AT: String(at), AS_USER: user } },
    )

  it('by kill -9 at 20 of its steps leaves the old version or the new one, and the next try succeeds', {
    timeout: 300_000,
  }, async () => {
    const file = await updateTo(join(place.path, 'updates'), { version: '0.2.0' })
    const start = (await installed(join(place.path, 'start'))).root
    const run = (at: number) => {
      const root = join(place.path, `killed ${at}`)
      cpSync(start, root, { recursive: true })
      const folder = join(root, 'versions/0.1.0')
      return { root, folder, ended: applies(folder, file, at) }
    }
    const whole = run(0)
    expect(whole.ended.stderr).toBe('')
    const calls = Number(whole.ended.stdout)
    expect(calls).toBeGreaterThan(40)
    const seen = new Set<string>()
    for (let n = 0; n <= 20; n++) {
      const at = 1 + Math.round((n * (calls - 1)) / 20)
      const { root, folder, ended } = run(at)
      // One run asks a call less than another: the last place may lie behind its end.
      if (n < 20) expect(ended.signal, `at ${at} of ${calls}`).toBe('SIGKILL')
      const version = startedVersion(root)
      seen.add(version)
      expect(['0.1.0', '0.2.0']).toContain(version)
      expect((await verifyTree(join(root, 'versions', version))).problems, `at ${at}`).toEqual([])
      if (version === '0.2.0') continue
      expect(await refusedFor(applyUpdate(installationIn(folder), file)), `at ${at}`).toBe('nothing')
      expect(startedVersion(root)).toBe('0.2.0')
      expect(readdirSync(join(root, 'versions')).sort()).toEqual(['0.1.0', '0.2.0'])
      expect(readdirSync(root).sort()).toEqual(['current.txt', 'versions'])
    }
    expect([...seen].sort()).toEqual(['0.1.0', '0.2.0'])
  })

  it('waits for one that is under way', async () => {
    const here = await installed(join(place.path, 'busy'))
    const file = await updateTo(join(place.path, 'updates'), { version: '0.2.1' })
    writeFileSync(join(here.root, 'versions/changing.pid'), `${process.pid}\n`)
    expect(await refusedFor(applyUpdate(here, file))).toBe('updateUnderWay')
    rmSync(join(here.root, 'versions/changing.pid'))
    expect(await refusedFor(applyUpdate(here, file))).toBe('nothing')
  })

  it.skipIf(!canMount)('by a disk that fills up or takes nothing', async () => {
    const disk = smallDisk(join(place.path, 'disk'), '60m')
    try {
      const here = await installed(join(place.path, 'disk', 'root'))
      const file = await updateTo(join(place.path, 'updates'), { version: '0.2.2' })
      disk.fill(5_000_000)
      expect(await refusedFor(applyUpdate(here, file))).toBe('updateNeedsSpace')
      // Somebody else fills it meanwhile.
      disk.empty()
      let fills = true
      const ended = refusedFor(
        applyUpdate(here, file, {
          onProgress: () => {
            if (fills) disk.fill(0)
            fills = false
          },
        }),
      )
      expect(await ended).toBe('updateNeedsSpace')
      expect(readdirSync(join(here.root, 'versions'))).toEqual(['0.1.0'])
      disk.empty()
      disk.protect(true)
      expect(await refusedFor(applyUpdate(here, file))).toBe('installationWriteProtected')
      disk.protect(false)
      expect(startedVersion(here.root)).toBe('0.1.0')
      await applyUpdate(here, file)
      expect(startedVersion(here.root)).toBe('0.2.2')
    } finally {
      disk.remove()
    }
  })

  it.skipIf(process.getuid?.() !== 0)('by rights that its user does not have', async () => {
    const here = await installed(join(place.path, 'of root'))
    const file = await updateTo(join(place.path, 'updates'), { version: '0.2.3' })
    chmodSync(place.path, 0o755)
    const before = readdirSync(here.root)
    const { stderr, status } = applies(here.folder, file, 0, '65534')
    expect(status).toBe(1)
    expect(stderr).toMatch(/You may not write to .*of root/)
    expect(readdirSync(here.root)).toEqual(before)
    expect(existsSync(join(here.root, 'versions/0.2.3'))).toBe(false)
  })
})
