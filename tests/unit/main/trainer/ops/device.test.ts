import { expect, it } from 'vitest'
import { instructionsOf } from '../../../../../src/main/trainer/tensorflow/processor.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

it('names the instruction sets that Linux tells of, and a limit', () => {
  const table = (flags: string) =>
    `processor\t: 0\nmodel name\t: X\nflags\t\t: fpu sse ${flags}\nbugs\t\t: none\n`
  expect(instructionsOf(table('avx avx2 fma'), undefined)).toBe('AVX2')
  expect(instructionsOf(table('avx2 avx512f avx512_vnni amx_tile'), undefined)).toBe(
    'AVX2, AVX-512, AVX-512 VNNI, AMX',
  )
  expect(instructionsOf(table('avx2 avx512f'), 'AVX2')).toBe('AVX2, AVX-512 (oneDNN limited to AVX2)')
  expect(instructionsOf(table('avx'), undefined)).toBe('no AVX2')
  expect(instructionsOf('', undefined)).toBe('unknown')
})

it.skipIf(!hasTensorFlow)('tells how TensorFlow computes here, and its modes apart', async () => {
  const { deviceOf, sameArithmetic } = await import('../../../../../src/main/trainer/ops/device.ts')
  const device = deviceOf()
  const limit = process.env['ONEDNN_MAX_CPU_ISA']
  expect(device.processor).not.toBe('')
  expect(device.onednn).toBe(device.device === 'cpu' && process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0')
  expect(device.instructions.endsWith(`(oneDNN limited to ${limit})`)).toBe(limit !== undefined)
  expect(sameArithmetic(device, deviceOf())).toBe(true)
  expect(sameArithmetic(device, { ...device, onednn: !device.onednn })).toBe(false)
  expect(sameArithmetic(device, { ...device, processor: 'another' })).toBe(false)
  expect(sameArithmetic(device, { ...device, threads: (device.threads ?? 0) + 1 })).toBe(false)
  const { threads, ...before } = device
  expect(threads).toBeGreaterThan(0)
  expect(sameArithmetic(device, before), 'an earlier version did not say it').toBe(true)
})
