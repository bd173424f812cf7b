/** For each 16 bits that may come next: the code's length in bits (0: no such code), and the symbol it stands for. */
export interface HuffmanTable {
  readonly length: Uint8Array
  readonly symbol: Uint8Array
}

/** The tables of a DHT segment, by their number, put in with those known. Throws a RangeError where they are no code. */
export function huffmanTables(body: Uint8Array, into: Map<number, HuffmanTable>): void {
  for (let at = 0; at < body.length; ) {
    const counts = body.subarray(at + 1, at + 17)
    const total = counts.reduce((sum, count) => sum + count, 0)
    const end = at + 17 + total
    if (counts.length < 16 || end > body.length) throw new RangeError('a broken table of codes')
    into.set(body[at]! & 15, tableOf(counts, body.subarray(at + 17, end)))
    at = end
  }
}

function tableOf(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = { length: new Uint8Array(65536), symbol: new Uint8Array(65536) }
  let [code, next] = [0, 0]
  for (let bits = 1; bits <= 16; bits++) {
    const span = 1 << (16 - bits)
    for (let i = 0; i < counts[bits - 1]!; i++, next++, code += span) {
      if (code + span > 65536) throw new RangeError('more codes than there can be')
      table.length.fill(bits, code, code + span)
      table.symbol.fill(symbols[next]!, code, code + span)
    }
  }
  return table
}
