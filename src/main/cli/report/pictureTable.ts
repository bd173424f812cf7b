import { escaped } from '../../../shared/html/escaped.ts'

interface PictureRow {
  readonly name: string
  /** PNGs; undefined where there is none. */
  readonly pictures: readonly (Uint8Array | undefined)[]
}

/** Pictures in rows and columns with names on both sides. */
export function pictureTable(title: string, head: readonly string[], rows: readonly PictureRow[]): string {
  const heads = head.map((name) => `<th>${escaped(name)}</th>`).join('')
  const body = rows.map(({ name, pictures }) => {
    const cells = pictures.map((png, i) => `<td>${png ? image(png, `${name}, ${head[i] ?? ''}`) : ''}</td>`)
    return `<tr><td>${escaped(name)}</td>${cells.join('')}</tr>`
  })
  return `<div class="block"><h3>${escaped(title)}</h3><div class="wide"><table class="pictures"><thead><tr><th></th>${heads}</tr></thead><tbody>${body.join('')}</tbody></table></div></div>`
}

const image = (png: Uint8Array, words: string) =>
  `<img alt="${escaped(words)}" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">`
