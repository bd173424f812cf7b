/** The worker of one opened frame: holds its pixels and does `works` on them, one after the other. */
import type { Rgba } from '../../../shared/domain/slic.ts'
import { pixelsOf, type Work, type Works, works } from './works.ts'

export type PictureQuestion =
  | { readonly kind: 'open'; readonly file: Blob }
  | { readonly kind: 'do'; readonly id: number; readonly work: Work; readonly ask: Works[Work]['ask'] }

export interface PictureAnswer {
  readonly id: number
  readonly answer: Works[Work]['answer'] | undefined
  readonly failure: string | undefined
}

let picture: Promise<Rgba> | undefined

self.addEventListener('message', ({ data }: MessageEvent<PictureQuestion>) => {
  if (data.kind === 'open') picture = pixelsOf(data.file)
  else void answer(data.id, data.work, data.ask)
})

async function answer(id: number, work: Work, ask: Works[Work]['ask']): Promise<void> {
  try {
    if (!picture) throw new Error('No picture was opened.')
    const pixels = await picture
    // Name and question were paired by `Picture.ask`; the compiler cannot see that any more.
    const doing = works[work] as (
      picture: Rgba,
      ask: unknown,
    ) => Works[Work]['answer'] | Promise<Works[Work]['answer']>
    send({ id, answer: await doing(pixels, ask), failure: undefined })
  } catch (error) {
    send({ id, answer: undefined, failure: error instanceof Error ? error.message : String(error) })
  }
}

const send = (message: PictureAnswer) => self.postMessage(message)
