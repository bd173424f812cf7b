/** The mean feature of each class that is known, `[channels]`. */
export type ClassMeans = ReadonlyMap<number, Float32Array>

const NAME = /^mean\.(\d+)$/

/**
 * Class means as texts beside a file's tensors: base64 of little-endian floats, `mean.0` for class 0. As tensors they would be
 * in the way of programs that load a net strictly.
 */
export const writtenMeans = (means: ClassMeans): Record<string, string> =>
  Object.fromEntries(
    [...means].map(([value, mean]) => {
      const bytes = Buffer.alloc(4 * mean.length)
      for (const [i, v] of mean.entries()) bytes.writeFloatLE(v, 4 * i)
      return [`mean.${value}`, bytes.toString('base64')]
    }),
  )

/** The same read back; undefined where there are none. */
export function readMeans(metadata: Readonly<Record<string, string>>): ClassMeans | undefined {
  const found = Object.entries(metadata).flatMap(([name, text]) => {
    const value = NAME.exec(name)?.[1]
    if (value === undefined) return []
    const bytes = Buffer.from(text, 'base64')
    const mean = Float32Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readFloatLE(4 * i))
    return [[Number(value), mean] as const]
  })
  return found.length > 0 ? new Map(found) : undefined
}
