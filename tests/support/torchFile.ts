import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NamedArrays } from '../../src/main/trainer/weights/safetensors.ts'
import { project } from './places.ts'

interface TorchFile {
  readonly form: 'zip' | 'legacy'
  /** State dicts by name; an empty name makes the file one bare state dict. */
  readonly tables: Readonly<Record<string, NamedArrays>>
  /** A global that the pickle calls, as `module\nname`. */
  readonly evil?: string
}

/** The bytes of a PyTorch checkpoint, pickled by Python itself. */
export function torchFile({ form, tables, evil }: TorchFile): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'loco-pth-'))
  const [path, raw] = [join(folder, 'weights.pth'), join(folder, 'raw')]
  let at = 0
  const chunks: Uint8Array[] = []
  const place = ({ shape, data }: { shape: readonly number[]; data: Float32Array }) => {
    chunks.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    at += data.length
    return { shape, at: at - data.length }
  }
  const described = Object.fromEntries(
    Object.entries(tables).map(([table, tensors]) => [
      table,
      Object.fromEntries([...tensors].map(([name, tensor]) => [name, place(tensor)])),
    ]),
  )
  writeFileSync(raw, Buffer.concat(chunks))
  const input = JSON.stringify({ path, raw, form, tables: described, ...(evil ? { evil } : {}) })
  const made = spawnSync('python3', [join(project, 'tests/support/writeTorch.py')], { input })
  if (made.status !== 0) throw new Error(made.stderr.toString())
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}
