import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { readOriginal } from '../../src/main/engine/store/frameFiles.ts'
import { exchangeRow } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'

const here = importing(['normal', 'lesion'])
const [TWELVE, SIXTEEN] = [4095, 65535]

it.skipIf(!pythonHas('tifffile', 'PIL'))(
  'twelve bits in files of sixteen come in as bright as they are',
  async () => {
    const made = spawnSync(python, [join(project, 'tests/oracles/deep_make.py'), here.at('data/deep')])
    expect(made.status, made.stderr.toString()).toBe(0)
    expect(await here.bring(here.at('data/deep'))).toMatchObject({ added: 4, rejected: [] })
    const frames = await here.study.store.db
      .selectFrom('frame')
      .select(['name', 'sha256', 'extension'])
      .execute()
    expect(frames).toHaveLength(4)
    for (const { name, sha256, extension } of frames) {
      const stem = name.replace(/\.\w+$/, '')
      const truth = new Uint16Array(Uint8Array.from(readFileSync(here.at('data', `${stem}.bin`))).buffer)
      const picture = sharp(await readOriginal(here.study.store.folder, sha256, extension))
      const { channels } = await picture.metadata()
      const raw = await picture
        .toColourspace(channels === 1 ? 'grey16' : 'rgb16')
        .raw({ depth: 'ushort' })
        .toBuffer()
      const ours = new Uint16Array(Uint8Array.from(raw).buffer)
      const wanted = stem === 'wide' ? truth : truth.map((value) => Math.round((value * SIXTEEN) / TWELVE))
      const differing = wanted.reduce((sum, value, i) => sum + Number(ours[i] !== value), 0)
      expect(differing, name).toBe(0)
      expect(ours).toHaveLength(truth.length)
      exchangeRow({
        format: name.endsWith('.png') ? 'PNG' : 'TIFF',
        direction: 'in',
        other: name.endsWith('.png') ? 'Pillow' : 'tifffile',
        what: stem === 'wide' ? '16 bits' : `12 bits in 16, ${channels === 1 ? 'grey' : 'RGB'}`,
        files: 1,
        differing,
        sentence: '',
      })
    }
  },
)
