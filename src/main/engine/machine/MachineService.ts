import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { writeDurably } from '../../files/durableFile.ts'
import type { Runtime } from './Runtime.ts'

/** What is set for the machine, whatever the study. */
export const MachineService = { trainerLimit, limitTrainer }

const kept = z.object({ threads: z.number().int().min(1).nullable() }).catch({ threads: null })

type Place = Pick<Runtime, 'dataFolder'>
const fileIn = ({ dataFolder }: Place) => join(dataFolder, 'trainer.json')

/** Cores that rounds on this machine learn with at most, whatever the study; null where nobody has said so. */
async function trainerLimit(place: Place): Promise<number | null> {
  const text = await readFile(fileIn(place), 'utf8').catch(() => '{}')
  return kept.parse(parsed(text)).threads
}

/** For rounds from now on: one that has begun keeps its own, since its numbers may depend on it. */
async function limitTrainer(place: Place, threads: number | null): Promise<void> {
  await writeDurably(fileIn(place), new TextEncoder().encode(JSON.stringify({ threads })))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
