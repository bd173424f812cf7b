import { copyFile, mkdir, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { NetFile, Part } from '../../../shared/assistant/messages.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { Refused, reasonOf } from '../../../shared/reasons/Refused.ts'
import { sha256File, writeDurably } from '../../files/durableFile.ts'
import { replaceFile } from '../../files/replaceFile.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { Assistant } from './Assistant.ts'
import { mustFit } from './fits.ts'
import { Pace, paceFile } from './Pace.ts'
import { OWN, PAIR_FILE, pairInUse, shortHash } from './pair.ts'

/** The pair of nets that box assist works with on this machine, whatever the study. */
export const PairService = { state, use, backToDefault }

/** What box assist has here. */
export interface PairState {
  /** What the pair is called; null where there is none. */
  readonly pair: string | null
  readonly isOwn: boolean
  readonly folder: string
  /** Why it cannot be used; null where both nets were loaded. */
  readonly problem: Reason | null
  /** What reading a frame took here lately; null where none was read. */
  readonly secondsPerFrame: number | null
}

/** Loads both nets to see whether they can be; takes a second. */
async function state(runtime: Runtime): Promise<PairState> {
  const pair = await pairInUse(runtime.assistFolder)
  if (!pair)
    return {
      pair: null,
      isOwn: false,
      folder: runtime.assistFolder,
      problem: reasonOf('assistNotSetUp'),
      secondsPerFrame: null,
    }
  const problem =
    (await whyNot(runtime, 'decoder', pair.decoder)) ?? (await whyNot(runtime, 'encoder', pair.encoder))
  const { seconds } = await Pace.of(paceFile(runtime), shortHash(pair))
  return {
    pair: pair.name,
    isOwn: pair.isOwn,
    folder: pair.isOwn ? join(runtime.assistFolder, OWN) : runtime.assistFolder,
    problem: problem ?? null,
    secondsPerFrame: seconds,
  }
}

async function whyNot(runtime: Runtime, part: Part, file: NetFile): Promise<Reason | undefined> {
  const assistant = new Assistant(runtime, part, file, { behind: false, stays: 1000 })
  try {
    await assistant.use(({ loaded }) => loaded)
    return undefined
  } catch (error) {
    if (error instanceof Refused) return error.reason
    throw error
  } finally {
    await assistant.close()
  }
}

/**
 * Copies another pair in place of the one in use, once both have shown that they go together. A window that is open takes it at
 * its next question. Throws a `Refused` that says what does not fit; fails ASSIST_OFF, DISK_FULL.
 */
async function use(runtime: Runtime, encoder: string, decoder: string): Promise<string> {
  const files = { encoder: await netFile(encoder), decoder: await netFile(decoder) }
  await mustFit(runtime, files)
  const place = join(runtime.assistFolder, OWN)
  const unfinished = `${place}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  try {
    for (const part of ['encoder', 'decoder'] as const) {
      const { path, sha256 } = files[part]
      const copy = join(unfinished, `${part}.onnx`)
      await copyFile(path, copy)
      if ((await sha256File(copy)) !== sha256) throw new Failure('assistFileDamaged', { file: path })
    }
    const name = `${basename(encoder)} + ${basename(decoder)}`
    const said = { name, encoder: files.encoder.sha256, decoder: files.decoder.sha256 }
    await writeDurably(join(unfinished, PAIR_FILE), new TextEncoder().encode(JSON.stringify(said)))
    await rm(place, { recursive: true, force: true })
    await replaceFile(unfinished, place)
    return name
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** Goes back to the pair that set-up fetched. */
async function backToDefault({ assistFolder }: Runtime): Promise<void> {
  await rm(join(assistFolder, OWN), { recursive: true, force: true })
}

const netFile = async (file: string): Promise<NetFile> => ({
  path: resolve(file),
  sha256: await sha256File(file),
})
