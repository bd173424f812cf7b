import { open, readFile } from 'node:fs/promises'

const LINE_END = 10

/**
 * Adds a value as a line of JSON to a file that only grows. A line that a kill or a full disk broke off before is closed
 * first, so that it takes nothing else with it; one that does not fit now is taken back. Fails as the disk does.
 */
export async function appendLine(path: string, value: unknown): Promise<void> {
  const file = await open(path, 'a+')
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1, LINE_END)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    const begin = last[0] === LINE_END ? '' : '\n'
    try {
      await file.writeFile(`${begin}${JSON.stringify(value)}\n`)
    } catch (error) {
      await file.truncate(size).catch(() => {})
      throw error
    }
  } finally {
    await file.close()
  }
}

/** All lines that are whole, in their order; what was broken off is passed over. Empty where there is no file. */
export async function readLines<T>(path: string): Promise<T[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as T]
    } catch {
      return []
    }
  })
}
