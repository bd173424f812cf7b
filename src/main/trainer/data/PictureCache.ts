import { type Picture, readPicture } from './picture.ts'

/** Decoded frames, kept up to a limit; the ones read longest ago go first. */
export class PictureCache {
  private readonly known = new Map<string, Picture>()
  private readonly side: number | null
  private readonly limit: number
  private bytes = 0

  constructor(side: number | null, limitBytes: number) {
    this.side = side
    this.limit = limitBytes
  }

  read = async (path: string): Promise<Picture> => {
    const found = this.known.get(path)
    if (found) return found
    const picture = await readPicture(path, this.side)
    this.known.set(path, picture)
    this.bytes += picture.data.length
    for (const [oldest, { data }] of this.known) {
      if (this.bytes <= this.limit) break
      this.known.delete(oldest)
      this.bytes -= data.length
    }
    return picture
  }
}
