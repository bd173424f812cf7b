import type { DataSet } from 'dicom-parser'

/**
 * The first table that says how bright values are (PS3.3 C.11.2.1.1), as a function to 0 to 1; undefined where there is
 * none. Throws a RangeError where it does not hold what it says.
 */
export function voiTable(
  header: DataSet,
  measured: (value: number) => number,
): ((value: number) => number) | undefined {
  const table = header.elements['x00283010']?.items?.[0]?.dataSet
  if (!table) return undefined
  const entries = table.uint16('x00283002', 0) || 65536
  const raw = table.uint16('x00283002', 1) ?? 0
  const first = raw > 32767 && measured(0) !== 0 ? raw - 65536 : raw
  const bits = table.uint16('x00283002', 2) ?? 0
  const { length = 0 } = table.elements['x00283006'] ?? {}
  if (bits < 8 || bits > 16 || length < 2 * entries) throw new RangeError('a table is cut short')
  const highest = 2 ** bits - 1
  return (value) => {
    const entry = Math.min(entries - 1, Math.max(0, Math.round(measured(value)) - first))
    return (table.uint16('x00283006', entry) ?? 0) / highest
  }
}
