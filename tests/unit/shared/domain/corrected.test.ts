import { expect, it } from 'vitest'
import { correctedIn } from '../../../../src/shared/domain/corrected.ts'
import { IGNORE } from '../../../../src/shared/domain/labelClass.ts'
import { decodeMask, encodeMask } from '../../../../src/shared/domain/rle.ts'

const row = (...data: number[]) => encodeMask({ width: data.length, height: 1, data: Uint8Array.from(data) })

it('says where a label is something else than the mask before it', () => {
  const corrected = correctedIn(row(0, 0, 1, 1, 2), row(0, 1, 1, 2, 2))
  expect(corrected && [...decodeMask(corrected).data]).toEqual([0, 1, 0, 1, 0])
})

it('takes what either ignores for no correction', () => {
  const corrected = correctedIn(row(IGNORE, 0, 1), row(1, IGNORE, 0))
  expect(corrected && [...decodeMask(corrected).data]).toEqual([0, 0, 1])
})

it('says nothing where nothing was corrected, sizes differ or a mask is broken', () => {
  expect(correctedIn(row(0, 1), row(0, 1))).toBeUndefined()
  expect(correctedIn(row(0, 1), row(0, 1, 1))).toBeUndefined()
  expect(correctedIn(row(0, 1).slice(0, -1), row(1, 1))).toBeUndefined()
})
