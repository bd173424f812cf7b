import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { bytesOf } from '../../src/main/dicom/Bytes.ts'
import { framePng } from '../../src/main/dicom/framePixels.ts'
import { readDicom } from '../../src/main/dicom/readDicom.ts'
import { exchangeRow } from '../support/exchangeTable.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())

/** Lossy JPEG leaves the last bits to the decoder: pydicom's and ours are two. */
const LOSSY = /^jpeg(-extended|-frames|-rgb)?$/
const LOSSY_STEPS = 4

/** The numbers of a NumPy file of 8- or 16-bit values in C order. */
function numbersOf(path: string): Uint8Array | Uint16Array {
  const file = readFileSync(path)
  const from = 10 + file.readUInt16LE(8)
  const bytes = Uint8Array.from(file.subarray(from))
  return file.toString('latin1', 10, from).includes("'<u2'") ? new Uint16Array(bytes.buffer) : bytes
}

async function samplesOf(png: Buffer): Promise<Uint8Array | Uint16Array> {
  const { depth, space } = await sharp(png).metadata()
  const wide = depth === 'ushort'
  const plain = space === 'srgb' ? sharp(png) : sharp(png).toColourspace(wide ? 'grey16' : 'b-w')
  const bytes = Uint8Array.from(await plain.raw({ depth: wide ? 'ushort' : 'uchar' }).toBuffer())
  return wide ? new Uint16Array(bytes.buffer) : bytes
}

describe.skipIf(!pythonHas('pydicom', 'pylibjpeg', 'jpeg_ls'))('DICOM pixels', () => {
  it('are those that pydicom shows, in every transfer syntax, window, table and palette', async () => {
    const made = spawnSync(python, [join(project, 'tests/oracles/dicom_make.py'), place.path])
    expect(made.status, made.stderr.toString()).toBe(0)
    const files = made.stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '')
    expect(files.length).toBeGreaterThanOrEqual(36)
    for (const name of files) {
      const file = await readDicom(await bytesOf(join(place.path, `${name}.dcm`)))
      const truth = numbersOf(join(place.path, `${name}.npy`))
      const each = truth.length / file.frames
      for (let frame = 0; frame < file.frames; frame++) {
        const ours = await samplesOf(await framePng(file, frame))
        expect(ours.length, name).toBe(each)
        let worst = 0
        for (let i = 0; i < each; i++)
          worst = Math.max(worst, Math.abs((ours[i] ?? Infinity) - (truth[frame * each + i] ?? 0)))
        expect(worst, name).toBeLessThanOrEqual(LOSSY.test(name) ? LOSSY_STEPS : 0)
      }
      exchangeRow({
        format: 'DICOM',
        direction: 'in',
        other: name.startsWith('jpeg') ? 'dcmtk' : 'pydicom',
        what: name.replaceAll('-', ' '),
        files: 1,
        differing: LOSSY.test(name) ? null : 0,
        sentence: '',
      })
    }
  })
})
