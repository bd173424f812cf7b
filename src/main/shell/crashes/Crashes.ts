import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crashesSince, reportsIn } from '../../files/crashReport.ts'

/** Reports of what died, and which of them somebody has seen. */
export class Crashes {
  private readonly dataFolder: string
  private readonly seenFile: string

  constructor(dataFolder: string) {
    this.dataFolder = dataFolder
    this.seenFile = join(reportsIn(dataFolder), 'seen.txt')
  }

  /** Newest first. */
  unseen(): { name: string; text: string }[] {
    return crashesSince(this.dataFolder, this.seenUntil())
  }

  /** They are told of no more; they stay where they are. */
  markSeen(): void {
    mkdirSync(reportsIn(this.dataFolder), { recursive: true })
    writeFileSync(this.seenFile, new Date().toISOString())
  }

  private seenUntil(): string {
    try {
      return readFileSync(this.seenFile, 'utf8')
    } catch {
      return ''
    }
  }
}
