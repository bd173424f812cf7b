/** Hands a text, or bytes, over as a file, as the browser saves what is downloaded. */
export function saveText(text: BlobPart, name: string, type = 'text/html'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name.replaceAll(/[\\/:*?"<>|]/g, '_')
  link.click()
  URL.revokeObjectURL(link.href)
}
