import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { NetFile, Part } from '../../../shared/assistant/messages.ts'

/** Where a pair of nets lies: what set-up fetched, and in a folder below it the pair that a site uses in its place. */
export const OWN = 'own'
/** Says which files a pair is of; it is written last. */
export const PAIR_FILE = 'pair.json'

/** What a pair is called, and the sha256 that its files had when they were put in place. */
export const pairFile = z.object({ name: z.string(), encoder: z.string(), decoder: z.string() })

/** An encoder and the decoder that goes with it. */
export interface Pair extends Readonly<Record<Part, NetFile>> {
  readonly name: string
  readonly isOwn: boolean
  /** Another one after the files were put in place again. */
  readonly stamp: string
}

/** The pair in use: the site's own where there is one, else that of set-up; undefined where neither has all its files. */
export const pairInUse = async (folder: string): Promise<Pair | undefined> =>
  (await pairIn(join(folder, OWN), true)) ?? pairIn(folder, false)

async function pairIn(folder: string, isOwn: boolean): Promise<Pair | undefined> {
  try {
    const found = pairFile.parse(JSON.parse(await readFile(join(folder, PAIR_FILE), 'utf8')))
    const file = (part: Part): NetFile => ({ path: join(folder, `${part}.onnx`), sha256: found[part] })
    const [encoder, decoder] = [file('encoder'), file('decoder')]
    const stats = await Promise.all([stat(encoder.path), stat(decoder.path)])
    const stamp = stats.map(({ size, mtimeMs, ino }) => `${size} ${mtimeMs} ${ino}`).join()
    return { name: found.name, isOwn, stamp, encoder, decoder }
  } catch {
    return undefined
  }
}

/** Whether two pairs are of the same files, which were not touched in between. */
export const isSamePair = (a: Pair, b: Pair): boolean =>
  a.stamp === b.stamp && a.encoder.sha256 === b.encoder.sha256 && a.decoder.sha256 === b.decoder.sha256

/** What another encoder made is no use to this decoder: embeddings lie under this. */
export const shortHash = ({ encoder }: Pair): string => encoder.sha256.slice(0, 12)
