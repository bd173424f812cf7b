import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { aboutFfmpeg, findFfmpeg, readVersion } from '../../../../src/main/files/ffmpeg.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

const said = (options: string) =>
  `ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers\nbuilt with gcc 12\n  configuration: --prefix=/usr ${options} --enable-shared\n`

it.each([
  ['--disable-debug', 'LGPL 2.1 or later'],
  ['--enable-version3', 'LGPL 3 or later'],
  ['--enable-gpl', 'GPL 2 or later'],
  ['--enable-gpl --enable-version3', 'GPL 3 or later'],
  ['--enable-gpl --enable-nonfree', 'not to be handed on'],
])('an ffmpeg built with %s is under %s', (options, licence) => {
  expect(readVersion(said(options))).toEqual({ version: '5.1.9-0+deb12u1', licence })
})

it('an ffmpeg that does not tell its options is under no licence that we know', () => {
  expect(readVersion('ffmpeg version N-1')).toEqual({ version: 'N-1', licence: null })
  expect(readVersion('')).toEqual({ version: null, licence: null })
})

describe.skipIf(process.platform === 'win32')('ffmpeg is looked for', () => {
  const place = temporaryFolder()
  const folder = (name: string, text?: string) => {
    const path = join(place.path, name)
    mkdirSync(path)
    if (text !== undefined) writeFileSync(join(path, 'ffmpeg'), text)
    return path
  }
  const on = (...folders: string[]) => vi.stubEnv('PATH', folders.join(delimiter))
  afterEach(() => vi.unstubAllEnvs())
  afterAll(place.remove)

  it('in the folders of PATH, past what cannot be run', async () => {
    const unrunnable = folder('unrunnable', 'no program')
    mkdirSync(join(folder('folder'), 'ffmpeg'))
    const right = folder('right', `#!/bin/sh\ncat <<'.'\n${said('--enable-gpl')}.\n`)
    chmodSync(join(right, 'ffmpeg'), 0o755)
    on(unrunnable, join(place.path, 'folder'), right)
    // Without PATH the script would not find cat.
    vi.stubEnv('PATH', `${process.env['PATH']}${delimiter}/bin`)
    expect(await aboutFfmpeg()).toEqual({
      path: join(right, 'ffmpeg'),
      version: '5.1.9-0+deb12u1',
      licence: 'GPL 2 or later',
    })
  })

  it('nowhere else: not where the app was started', async () => {
    const here = folder('here', '#!/bin/sh\n')
    chmodSync(join(here, 'ffmpeg'), 0o755)
    const before = process.cwd()
    try {
      process.chdir(here)
      on('.', '')
      expect(await findFfmpeg()).toBeUndefined()
    } finally {
      process.chdir(before)
    }
  })
})
