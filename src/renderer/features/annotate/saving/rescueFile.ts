import type { Mask } from '../../../../shared/domain/mask.ts'

/** Hands the mask over as a PNG of class numbers, which the import of image and mask pairs reads. */
export function saveRescueFile(mask: Mask, frame: string, study: string): void {
  const canvas = document.createElement('canvas')
  canvas.width = mask.width
  canvas.height = mask.height
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(mask.width, mask.height)
  const pixels = new Uint32Array(image.data.buffer)
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 + 0x010101 * (mask.data[i] ?? 0)
  context.putImageData(image, 0, 0)
  canvas.toBlob((blob) => {
    if (!blob) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = `${study} ${frame} mask.png`.replaceAll(/[\\/:*?"<>|]/g, '_')
    link.click()
    URL.revokeObjectURL(link.href)
  }, 'image/png')
}
