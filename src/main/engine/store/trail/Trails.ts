import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { syncFolderNow } from '../../../files/sync.ts'

/** What a study's trail is signed with on this machine. */
export interface TrailKey {
  /** Names it in the study; tells nothing of the secret. */
  readonly id: string
  readonly secret: Buffer
}

/** The last row of a study's trail that this machine has seen on the disk. */
export interface Head {
  readonly study: string
  readonly seq: number
  readonly chain: string
}

/**
 * Keys and heads of the trails of studies, in one file of the user's outside any study: whoever changes a study has
 * neither. Nothing here fails for its caller: without the file a study is worked in as ever, and says that its trail is
 * not signed. A key is on the disk before anything is signed with it.
 */
export class Trails {
  private readonly path: string
  private opened: Database.Database | undefined

  constructor(path: string) {
    this.path = path
  }

  /** The key of a study on this machine, made where there is none yet. */
  keyOf(study: string): TrailKey | undefined {
    return this.tried((file) => {
      const find = () => file.prepare('SELECT id, secret FROM key WHERE study = ?').get(study)
      const known = find() as TrailKey | undefined
      if (known) return known
      const secret = randomBytes(32)
      const id = createHash('sha256').update(secret).digest('hex').slice(0, 16)
      file.pragma('synchronous = FULL')
      // Two engines may open the study for the first time at once: one of them made the key.
      file.prepare('INSERT INTO key VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(study, id, secret)
      file.pragma('synchronous = NORMAL')
      return find() as TrailKey | undefined
    })
  }

  /** A key by its name; undefined where it is another machine's. */
  keyNamed(id: string): TrailKey | undefined {
    return this.tried(
      (file) => file.prepare('SELECT id, secret FROM key WHERE id = ?').get(id) as TrailKey | undefined,
    )
  }

  /** The head that was kept of the study in a folder. */
  headOf(folder: string): Head | undefined {
    return this.tried(
      (file) =>
        file.prepare('SELECT study, seq, chain FROM head WHERE folder = ?').get(folder) as Head | undefined,
    )
  }

  /** The longest of the heads that were kept of a study, wherever it lay. */
  longestOf(study: string): Head | undefined {
    return this.tried(
      (file) =>
        file
          .prepare('SELECT study, seq, chain FROM head WHERE study = ? ORDER BY seq DESC LIMIT 1')
          .get(study) as Head | undefined,
    )
  }

  /**
   * Keeps the head of the study in a folder. It has to be on the study's disk already: what is kept is never ahead of it,
   * and may be behind after a crash, so that no crash looks like a row taken away.
   */
  keep(folder: string, { study, seq, chain }: Head): void {
    this.tried((file) =>
      file
        .prepare('INSERT OR REPLACE INTO head (folder, study, seq, chain) VALUES (?, ?, ?, ?)')
        .run(folder, study, seq, chain),
    )
  }

  /** Forgets the head of a folder that another copy of a study comes to lie in. */
  forget(folder: string): void {
    this.tried((file) => file.prepare('DELETE FROM head WHERE folder = ?').run(folder))
  }

  close(): void {
    this.opened?.close()
    this.opened = undefined
  }

  private tried<T>(use: (file: Database.Database) => T): T | undefined {
    try {
      this.opened ??= open(this.path)
      return use(this.opened)
    } catch {
      return undefined
    }
  }
}

/** The keys and heads of whoever keeps their data in a folder. */
export const trailsIn = (dataFolder: string): Trails => new Trails(join(dataFolder, 'trails.sqlite'))

function open(path: string): Database.Database {
  mkdirSync(dirname(path), { recursive: true })
  // Before SQLite makes it as readable as the user's other files; its log takes over what the file has.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const file = new Database(path)
  try {
    file.pragma('busy_timeout = 2000')
    file.pragma('journal_mode = WAL')
    // A head that a power cut takes back is an older one, which is right as well.
    file.pragma('synchronous = NORMAL')
    file.exec(`
      CREATE TABLE IF NOT EXISTS key (study TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, secret BLOB NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS head (
        folder TEXT PRIMARY KEY, study TEXT NOT NULL, seq INTEGER NOT NULL, chain TEXT NOT NULL
      ) STRICT`)
    syncFolderNow(dirname(path))
    return file
  } catch (error) {
    file.close()
    throw error
  }
}
