import { mkdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, sep } from 'node:path'
import type { RecentStudy } from '../../shared/contract/study.ts'
import { writeDurably } from '../files/durableFile.ts'
import { holdsStudy } from './store/besides.ts'

const REMEMBERED = 8

/** What is written down of a study. */
type Kept = Pick<RecentStudy, 'folder' | 'name' | 'frames' | 'openedAt'>

/** The list of studies opened before, newest first, in one file of the user's. */
export class RecentStudies {
  private readonly file: string
  /** Changes are made one after the other. */
  private work: Promise<void> = Promise.resolve()

  constructor(file: string) {
    this.file = file
  }

  async list(): Promise<RecentStudy[]> {
    await this.work
    return (await this.read()).map((study) => ({
      ...study,
      place: this.placeOf(study.folder),
      isGone: !holdsStudy(study.folder),
    }))
  }

  /** Puts a study first. */
  remember(study: Kept): Promise<void> {
    return this.change((studies) => [study, ...studies.filter(({ folder }) => folder !== study.folder)])
  }

  /** Writes down what has changed of a study, where it is on the list still. */
  update(study: Kept): Promise<void> {
    return this.change((studies) => studies.map((one) => (one.folder === study.folder ? study : one)))
  }

  /** Takes a study off the list; nothing of it is deleted. */
  forget(folder: string): Promise<void> {
    return this.change((studies) => studies.filter((study) => study.folder !== folder))
  }

  private change(to: (studies: Kept[]) => Kept[]): Promise<void> {
    this.work = this.work.then(async () => {
      const studies = to(await this.read()).slice(0, REMEMBERED)
      await mkdir(dirname(this.file), { recursive: true })
      await writeDurably(this.file, new TextEncoder().encode(JSON.stringify(studies)))
    })
    // A list that cannot be kept is no reason not to open a study.
    this.work = this.work.catch(() => {})
    return this.work
  }

  private async read(): Promise<Kept[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '[]')
    try {
      return (JSON.parse(text) as unknown[]).flatMap((entry) => asStudy(entry) ?? [])
    } catch {
      return []
    }
  }

  private placeOf(folder: string): RecentStudy['place'] {
    const inside = (parent: string) => folder.startsWith(parent + sep)
    if (inside(dirname(this.file))) return 'app'
    return inside(homedir()) ? 'home' : 'elsewhere'
  }
}

/** An entry of the file; older apps wrote folders alone. */
function asStudy(entry: unknown): Kept | undefined {
  if (typeof entry === 'string') return { folder: entry, name: null, frames: null, openedAt: null }
  const { folder, name, frames, openedAt } = (entry ?? {}) as Partial<Record<keyof Kept, unknown>>
  if (typeof folder !== 'string') return undefined
  return {
    folder,
    name: typeof name === 'string' ? name : null,
    frames: typeof frames === 'number' ? frames : null,
    openedAt: typeof openedAt === 'string' ? openedAt : null,
  }
}
