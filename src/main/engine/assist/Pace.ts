import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { Runtime } from '../machine/Runtime.ts'

/** How much the frame that was read last counts beside those before it. */
const NEWEST = 0.3

/** Where it is kept. */
export const paceFile = ({ dataFolder }: Runtime): string => join(dataFolder, 'assist.json')

const measured = z.record(z.string(), z.number())

/** How long an encoder takes for a frame on this machine, as it was the last times; kept from one start to the next. */
export class Pace {
  private readonly file: string
  private readonly encoder: string
  private known: number | null = null

  private constructor(file: string, encoder: string) {
    this.file = file
    this.encoder = encoder
  }

  static async of(file: string, encoder: string): Promise<Pace> {
    const pace = new Pace(file, encoder)
    pace.known = (await pace.kept())[encoder] ?? null
    return pace
  }

  /** Null where none was read yet. */
  get seconds(): number | null {
    return this.known
  }

  async note(seconds: number): Promise<void> {
    this.known = this.known === null ? seconds : (1 - NEWEST) * this.known + NEWEST * seconds
    const kept = { ...(await this.kept()), [this.encoder]: Math.round(this.known * 100) / 100 }
    // It is measured again: a disk that does not take it costs nothing else.
    await writeFile(this.file, JSON.stringify(kept)).catch(() => {})
  }

  private async kept(): Promise<Record<string, number>> {
    try {
      return measured.parse(JSON.parse(await readFile(this.file, 'utf8')))
    } catch {
      return {}
    }
  }
}
