import type { Client } from '../../api/client.ts'

interface Progress {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
}

/** A new study beside a folder of images, filled from it. */
export async function makeStudy(
  client: Client,
  images: string,
  onProgress: (p: Progress) => void,
): Promise<void> {
  const folder = `${images.replace(/[\\/]+$/, '')} – LoCo study`
  await client.study.create({ folder, classes: ['normal', 'benign', 'malignant'] })
  for await (const event of await client.study.import({ paths: [images] })) {
    if (event.kind === 'progress') onProgress(event)
  }
}
