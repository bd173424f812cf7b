import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Bytes that are read where they lie, a part at a time: files are larger than memory. */
export interface Bytes {
  readonly length: number
  /** A copy of a part. Throws a RangeError where it does not lie within. */
  read(from: number, length: number): Promise<Buffer>
}

export const bytesIn = (buffer: Buffer): Bytes => ({
  length: buffer.length,
  read: async (from, length) => {
    mustLieWithin(buffer.length, from, length)
    return Buffer.from(buffer.subarray(from, from + length))
  },
})

/** A regular file's bytes; it is opened for each part, so that thousands may be known at once. */
export async function bytesOf(path: string): Promise<Bytes> {
  const { size } = await using(path, (file) => file.stat())
  return {
    length: size,
    read: (from, length) =>
      using(path, async (file) => {
        mustLieWithin(size, from, length)
        const out = Buffer.alloc(length)
        const { bytesRead } = await file.read(out, 0, length, from)
        if (bytesRead !== length) throw new RangeError('cut short')
        return out
      }),
  }
}

/** Opens without waiting: nobody may ever write to the other end of a pipe. Throws where it is no regular file. */
export async function using<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    if (!(await file.stat()).isFile()) throw new RangeError('no regular file')
    return await use(file)
  } finally {
    await file.close()
  }
}

function mustLieWithin(size: number, from: number, length: number): void {
  if (from < 0 || length < 0 || from + length > size) throw new RangeError('cut short')
}
