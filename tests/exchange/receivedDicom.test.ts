import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Receiving } from '../../src/main/engine/receiving/Receiving.ts'
import { ReceivingService } from '../../src/main/engine/receiving/ReceivingService.ts'
import { type Listener, listenForDicom } from '../../src/main/server/dicomListener.ts'
import { exchangeRow, pixelsThatDiffer } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { filesBelow, hasDcmtk } from '../support/listening.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { run } from '../support/run.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const SOON = { timeout: 40_000 }
const place = temporaryFolder()
afterAll(() => place.remove())
const here = importing(['normal', 'benign', 'malignant'])
const { at } = here
let receiving: Receiving
let listener: Listener
let received: { added: number; masks: number }[]
let refused: string[]

beforeEach(async () => {
  received = []
  refused = []
  const deidentify = { keyFile: at('key'), passphrase: 'correct horse', text: false }
  receiving = await ReceivingService.open(at('received'), {
    bring: (folder) => here.bring(folder, { layout: 'dicom', deidentify, unattended: true }),
    tell(news) {
      if (news.kind === 'imported') received.push(news.report)
      if (news.kind === 'refused') refused.push(...news.reasons.map(({ name }) => name))
    },
  })
  const onTrouble = (message: string) => refused.push(message)
  listener = await listenForDicom({
    host: '127.0.0.1',
    port: 0,
    aeTitle: 'LOCO',
    callers: [],
    onTrouble,
    receiving,
  })
})
afterEach(async () => {
  await listener.close()
  await receiving.close()
})

const send = (flags: readonly string[], ...files: string[]) =>
  run('storescu', [...flags, '-R', '-aec', 'LOCO', '127.0.0.1', String(listener.port), ...files])
const left = () => filesBelow(at('received')).filter((path) => path.endsWith('.dcm'))
const made = (script: string) => {
  const folder = join(place.path, script)
  const { status, stderr } = spawnSync(python, [join(project, 'tests/oracles', `${script}.py`), folder])
  if (status !== 0) throw new Error(stderr.toString())
  return folder
}
const hasOracle = hasDcmtk && pythonHas('highdicom', 'pydicom', 'pylibjpeg')
const segmentations = hasOracle ? made('segmentations_make') : ''
const pictures = hasOracle ? made('dicom_make') : ''

describe.skipIf(!hasOracle)('storescu', () => {
  it.each([
    ['deflated', '-xd'],
    ['bigendian', '-xb'],
    ['jpeg-extended', '-xx'],
    ['jpeg', '-xy'],
    ['rle', '-xr'],
    ['jls', '-xt'],
    ['j2k', '-xv'],
    ['implicit', '-xi'],
  ])('sends an image in the transfer syntax of %s', async (name, flag) => {
    expect(await send([flag], join(pictures, `${name}.dcm`))).toBe(0)
    await expect.poll(() => received, SOON).toMatchObject([{ added: 1 }])
    expect(refused).toEqual([])
    await expect.poll(left, SOON).toEqual([])
    exchangeRow({
      format: 'DICOM C-STORE',
      direction: 'in',
      other: 'dcmtk',
      what: name,
      files: 1,
      differing: null,
      sentence: '',
    })
  })

  const truth = () => Uint8Array.from(readFileSync(join(segmentations, 'truth/one-1.bin')))
  const image = join(segmentations, 'one/0.dcm')
  const drawn = join(segmentations, 'one/1.dcm')

  it.each([
    ['with its image', [[image, drawn]]],
    ['after its image', [[image], [drawn]]],
    ['before its image', [[drawn], [image]]],
  ])('sends a segmentation %s', async (what, associations) => {
    for (const [i, files] of associations.entries()) {
      expect(await send([], ...files)).toBe(0)
      await expect.poll(() => received.length, SOON).toBeGreaterThan(i)
    }
    await expect.poll(left, SOON).toEqual([])
    const [[, mask] = ['', undefined]] = [...(await here.masks())]
    const differing = pixelsThatDiffer(mask?.data, truth())
    expect(differing).toBe(0)
    expect(refused).toEqual(what === 'before its image' ? ['segmentationAlone'] : [])
    exchangeRow({
      format: 'DICOM C-STORE',
      direction: 'in',
      other: 'dcmtk',
      what: `SEG ${what}`,
      files: 1,
      differing,
      sentence: '',
    })
  })

  it('sends another segmentation of an image that has one: it stays, and that is said', async () => {
    expect(await send([], image, drawn)).toBe(0)
    await expect.poll(() => received, SOON).toMatchObject([{ added: 1, masks: 1 }])
    expect(await send([], drawn)).toBe(0)
    await expect.poll(() => received.length, SOON).toBe(2)
    await expect.poll(left, SOON).toEqual([])
    mkdirSync(at('other'))
    copyFileSync(drawn, at('other/1.dcm'))
    const script = `import pydicom,sys; d=pydicom.dcmread(sys.argv[1]); d.PixelData=bytes(len(d.PixelData)); d.save_as(sys.argv[1])`
    expect(spawnSync(python, ['-c', script, at('other/1.dcm')]).status).toBe(0)
    expect(await send([], at('other/1.dcm'))).toBe(0)
    await expect.poll(() => refused, SOON).toEqual(['segmentationNotTaken'])
    expect(left()).toHaveLength(1)
    const [[, mask] = ['', undefined]] = [...(await here.masks())]
    expect(pixelsThatDiffer(mask?.data, truth())).toBe(0)
  })
})

const film = (codec: string, file: string) =>
  spawnSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc=s=320x240:r=25:d=0.4',
    '-pix_fmt',
    'yuv420p',
    '-c:v',
    codec,
    file,
  ]).status === 0

describe.skipIf(!hasOracle)('a film', () => {
  it.each([
    ['MPEG-2', 'mpeg2video', 'm2v', '1.2.840.10008.1.2.4.100', '-xm'],
    ['HEVC', 'libx265', 'hevc', '1.2.840.10008.1.2.4.107', '-x4'],
    ['H.264', 'libx264', 'h264', '1.2.840.10008.1.2.4.102', '-xn'],
  ])('in %s is received', async (what, codec, ending, syntax, flag) => {
    const stream = at(`film.${ending}`)
    if (!film(codec, stream)) return expect(what).toMatch(/HEVC|H.264/)
    const script = join(project, 'tests/oracles/film_make.py')
    const { status, stderr } = spawnSync(python, [script, stream, syntax, at('film.dcm')])
    expect(status, stderr.toString()).toBe(0)
    expect(await send([flag], at('film.dcm'))).toBe(0)
    await expect.poll(() => received, SOON).toMatchObject([{ added: 10 }])
    exchangeRow({
      format: 'DICOM C-STORE',
      direction: 'in',
      other: 'dcmtk, ffmpeg',
      what,
      files: 1,
      differing: null,
      sentence: '',
    })
  })
})
