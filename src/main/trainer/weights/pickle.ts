import { refused } from '../../../shared/reasons/Refused.ts'
/** A class or function that the pickle may name but that nothing here runs. */
export interface Opaque {
  readonly name: string
}

export interface PickleOptions {
  /** Makes a value of a persistent id; PyTorch uses these for storages. */
  persistent(id: unknown): unknown
  /** Stands in for `torch._utils._rebuild_tensor_v2`. */
  rebuildTensor(args: unknown[]): unknown
}

/** Every global a state dict needs. Any other is refused by name, before anything is built from it. */
const ALLOWED = new Set([
  'collections.OrderedDict',
  'torch._utils._rebuild_tensor_v2',
  'torch._utils._rebuild_parameter',
  'torch.FloatStorage',
  'torch.HalfStorage',
  'torch.BFloat16Storage',
  'torch.ByteStorage',
  'torch.LongStorage',
  'torch.DoubleStorage',
  'torch.IntStorage',
  'torch.BoolStorage',
])

const MARK = Symbol('mark')
const NESTING_LIMIT = 1_000_000

/**
 * Reads one pickle (protocols 2–4, the opcodes PyTorch writes) from `at`; `end` is the byte after it. No code
 * of the file ever runs: REDUCE knows three callables and everything else is refused.
 */
export function readPickle(
  bytes: Uint8Array,
  at: number,
  options: PickleOptions,
): { value: unknown; end: number } {
  return new PickleReader(bytes, at, options).read()
}

class PickleReader {
  private readonly stack: unknown[] = []
  private readonly memo = new Map<number, unknown>()
  private readonly view: DataView
  private readonly bytes: Uint8Array
  private readonly options: PickleOptions
  private at: number

  constructor(bytes: Uint8Array, at: number, options: PickleOptions) {
    this.bytes = bytes
    this.at = at
    this.options = options
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  read() {
    for (let count = 0; count < NESTING_LIMIT; count++) {
      const code = this.byte()
      if (code === 0x2e) return { value: this.stack.pop(), end: this.at }
      this.step(code)
    }
    throw refused('weightsNotTorch', {}, 'more parts than any real one')
  }

  private step(code: number): void {
    switch (String.fromCharCode(code)) {
      case '\x80':
        this.at++
        return
      case '\x95':
        this.at += 8
        return
      case '(':
        this.push(MARK)
        return
      case '}':
        this.push(new Map())
        return
      case ']':
        this.push([])
        return
      case ')':
        this.push([])
        return
      case 'N':
        this.push(null)
        return
      case '\x88':
        this.push(true)
        return
      case '\x89':
        this.push(false)
        return
      case 'K':
        this.push(this.byte())
        return
      case 'M':
        this.push(this.view.getUint16(this.skip(2), true))
        return
      case 'J':
        this.push(this.view.getInt32(this.skip(4), true))
        return
      case 'G':
        this.push(this.view.getFloat64(this.skip(8), false))
        return
      case '\x8a':
        this.push(this.long(this.byte()))
        return
      case 'X':
        this.push(this.text(this.view.getUint32(this.skip(4), true)))
        return
      case '\x8c':
      case 'U':
        this.push(this.text(this.byte()))
        return
      case 'q':
        this.memo.set(this.byte(), this.top())
        return
      case 'r':
        this.memo.set(this.view.getUint32(this.skip(4), true), this.top())
        return
      case '\x94':
        this.memo.set(this.memo.size, this.top())
        return
      case 'h':
        this.push(this.memo.get(this.byte()))
        return
      case 'j':
        this.push(this.memo.get(this.view.getUint32(this.skip(4), true)))
        return
      case 'c':
        this.push(this.global(this.line(), this.line()))
        return
      case '\x93': {
        const name = this.pop()
        this.push(this.global(this.pop(), name))
        return
      }
      case 't':
        this.push(this.sinceMark())
        return
      case '\x85':
        this.push([this.pop()])
        return
      case '\x86': {
        const b = this.pop()
        this.push([this.pop(), b])
        return
      }
      case '\x87': {
        const c = this.pop()
        const b = this.pop()
        this.push([this.pop(), b, c])
        return
      }
      case 'Q':
        this.push(this.options.persistent(this.pop()))
        return
      case 'R': {
        const args = this.pop()
        this.push(this.reduce(this.pop(), args))
        return
      }
      case 's': {
        const value = this.pop()
        const key = this.pop()
        this.table().set(key, value)
        return
      }
      case 'u': {
        const items = this.sinceMark()
        const table = this.table()
        for (let i = 0; i + 1 < items.length; i += 2) table.set(items[i], items[i + 1])
        return
      }
      case 'a': {
        const item = this.pop()
        this.list().push(item)
        return
      }
      case 'e': {
        const items = this.sinceMark()
        const list = this.list()
        for (const item of items) list.push(item)
        return
      }
      case 'b':
        this.pop()
        return
      default:
        throw refused('weightsInstruction', { instruction: `0x${code.toString(16)}` })
    }
  }

  private reduce(callable: unknown, args: unknown): unknown {
    const name = (callable as Opaque | undefined)?.name
    const list = Array.isArray(args) ? args : []
    if (name === 'OrderedDict') return new Map()
    if (name === '_rebuild_tensor_v2') return this.options.rebuildTensor(list)
    if (name === '_rebuild_parameter') return list[0]
    throw refused('weightsForbidden', { what: typeof name === 'string' ? name : '?' })
  }

  private global(module: unknown, name: unknown): Opaque {
    // Lists within lists would become a text that doubles with each.
    if (typeof module !== 'string' || typeof name !== 'string') throw refused('weightsDamaged')
    if (!ALLOWED.has(`${module}.${name}`)) throw refused('weightsForbidden', { what: `${module}.${name}` })
    return { name }
  }

  private byte(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw refused('weightsCutShort')
    return value
  }

  private skip(count: number): number {
    const from = this.at
    if (from + count > this.bytes.length) throw refused('weightsCutShort')
    this.at += count
    return from
  }

  private text(length: number): string {
    const from = this.skip(length)
    return new TextDecoder().decode(this.bytes.subarray(from, from + length))
  }

  private line(): string {
    const end = this.bytes.indexOf(0x0a, this.at)
    if (end < 0) throw refused('weightsCutShort')
    const line = this.text(end - this.at)
    this.at = end + 1
    return line
  }

  /** Little-endian two's complement; a small one becomes a number. */
  private long(length: number): number | bigint {
    const from = this.skip(length)
    let value = 0n
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.bytes[from + i]!)
    const signed = BigInt.asIntN(length * 8, value)
    return length <= 6 ? Number(signed) : signed
  }

  private push(value: unknown) {
    this.stack.push(value)
  }

  private pop(): unknown {
    if (this.stack.length === 0) throw refused('weightsDamaged')
    return this.stack.pop()
  }

  private top = () => this.stack[this.stack.length - 1]

  private table(): Map<unknown, unknown> {
    const top = this.top()
    if (!(top instanceof Map)) throw refused('weightsDamaged')
    return top
  }

  private list(): unknown[] {
    const top = this.top()
    if (!Array.isArray(top)) throw refused('weightsDamaged')
    return top
  }

  private sinceMark(): unknown[] {
    const mark = this.stack.lastIndexOf(MARK)
    if (mark < 0) throw refused('weightsDamaged')
    const items = this.stack.splice(mark)
    return items.slice(1)
  }
}
