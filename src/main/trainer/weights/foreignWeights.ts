import { refused } from '../../../shared/reasons/Refused.ts'
import type { NamedArrays } from './safetensors.ts'
import { readSafeTensors } from './safetensors.ts'
import { readTorchTables, type TensorTables } from './torchCheckpoint.ts'

export type WhichNet = 'student' | 'teacher'

/** Names that training codes give their tables; a bare state dict is the student. */
const TABLES: Readonly<Record<WhichNet, readonly string[]>> = {
  student: ['model', 'student', 'state_dict', 'net', ''],
  teacher: ['model_ema', 'ema', 'teacher', 'ema_model', 'model_teacher', 'teacher_state'],
}

/**
 * One net's tensors from a weights file made elsewhere: safetensors or PyTorch, with `module.` of parallel training
 * taken off the names. Throws `Refused` where the file is not sound or lacks that net.
 */
export function readForeignWeights(bytes: Uint8Array, which: WhichNet): NamedArrays {
  const tables = inOneSentence(() => readTables(bytes))
  const names = which === 'student' ? TABLES.student : [...TABLES.teacher]
  const found = names.map((name) => tables.get(name)).find((table) => table !== undefined)
  if (!found) {
    const there = [...tables.keys()].map((name) => name || 'a bare state dict')
    throw refused('weightsWithoutNet', { net: which, there })
  }
  return new Map([...found].map(([name, value]) => [name.replace(/^module\./, ''), value]))
}

function readTables(bytes: Uint8Array): TensorTables {
  const isTorch = (bytes[0] === 0x50 && bytes[1] === 0x4b) || bytes[0] === 0x80
  return isTorch ? readTorchTables(bytes) : new Map([['', readSafeTensors(bytes).tensors]])
}

/** A reader's own sentences pass; what the language throws at broken bytes is said in one. */
function inOneSentence<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    const broken = error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError
    if (!broken) throw error
    throw refused('weightsDamaged')
  }
}
