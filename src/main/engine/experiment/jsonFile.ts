import { readFile } from 'node:fs/promises'
import { writeDurably } from '../../files/durableFile.ts'

/** What a JSON file holds, with pictures as bytes; undefined where it is not there or broken. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'), revived)
  } catch {
    return undefined
  }
}

/** Writes a JSON file in one piece; pictures are kept as text. */
export const writeJson = (path: string, value: unknown): Promise<string> =>
  writeDurably(path, new TextEncoder().encode(JSON.stringify(value, written)))

const written = (_: string, value: unknown) =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value

function revived(_: string, value: unknown): unknown {
  const { base64 } = (value ?? {}) as { base64?: unknown }
  return typeof base64 === 'string' ? new Uint8Array(Buffer.from(base64, 'base64')) : value
}
