import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { Failure } from '../../../shared/contract/failure.ts'
import { type KnownServer, knownServer } from '../../../shared/shell/servers.ts'

/** The servers that were opened from this computer, with the certificate that their people compared; the last one first. */
export class KnownServers {
  private readonly file: string

  /** `file`: for this user alone. */
  constructor(file: string) {
    this.file = file
  }

  /** One that cannot be read has nothing: certificates are compared again then. */
  async list(): Promise<KnownServer[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '[]')
    try {
      return z.array(knownServer).parse(JSON.parse(text))
    } catch {
      return []
    }
  }

  /** The certificate that was compared for a server; undefined for one that was not opened yet. */
  async fingerprintOf(origin: string): Promise<string | undefined> {
    return (await this.list()).find((server) => server.origin === origin)?.fingerprint
  }

  /** Puts a server first. Fails FOLDER_UNREADABLE. */
  async remember(origin: string, fingerprint: string): Promise<void> {
    const openedAt = new Date().toISOString()
    await this.keep([{ origin, fingerprint, openedAt }, ...(await this.but(origin))])
  }

  async forget(origin: string): Promise<void> {
    await this.keep(await this.but(origin))
  }

  private async but(origin: string): Promise<KnownServer[]> {
    return (await this.list()).filter((server) => server.origin !== origin)
  }

  private async keep(servers: readonly KnownServer[]): Promise<void> {
    const writing = `${this.file}.${randomUUID().slice(0, 8)}.writing`
    try {
      await mkdir(dirname(this.file), { recursive: true })
      await writeFile(writing, JSON.stringify(servers), { mode: 0o600 })
      await rename(writing, this.file)
    } catch (error) {
      await rm(writing, { force: true })
      throw new Failure('serversNotKept', {}, error)
    }
  }
}
